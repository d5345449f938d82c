import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { atTop, rowWindow, scrolledTo, type ListPlace, type ListSize } from "../work/window-of-rows.js";
import { ConsolePart } from "./console-part.js";
import { styled } from "./styled.js";

export interface RowsSeen {
  readonly first: number;
  readonly count: number;
}

/** A list of any length that draws only the rows in view, and says which those are by the event `rows-seen`. */
@customElement("tl-virtual-rows")
export class VirtualRows extends ConsolePart {
  @property({ attribute: false }) total = 0;
  @property({ attribute: false }) rowHeight = 64;
  @property({ attribute: false }) name = "";
  /** What rows are made of: they are drawn anew when it is another one. */
  @property({ attribute: false }) source: unknown = null;
  @property({ attribute: false }) row: (place: number) => TemplateResult | typeof nothing = () => nothing;
  @state() private place: ListPlace = atTop;
  @state() private viewHeight = 600;
  private watcher: ResizeObserver | undefined;
  private told = "";

  protected override depart(): void {
    this.watcher?.disconnect();
    this.watcher = undefined;
  }

  override render(): TemplateResult {
    const seen = this.seen();
    return html`<div class="virtual-rows" tabindex="0" role="list" aria-label=${this.name} @scroll=${this.onScroll}>
      <div class="virtual-height" role="presentation" ${styled({ "block-size": `${seen.height}px` })}>
        <div role="presentation" ${styled({ transform: `translateY(${seen.offset}px)` })}>
          ${Array.from({ length: seen.count }, (_, at) => {
            const place = seen.first + at;
            return html`<div class="virtual-row" role="listitem" aria-setsize=${this.total} aria-posinset=${place + 1}
              ${styled({ "block-size": `${this.rowHeight}px` })}>${this.row(place)}</div>`;
          })}
        </div>
      </div>
    </div>`;
  }

  protected override updated(): void {
    const list = this.firstElementChild;
    if (list !== null && this.watcher === undefined) {
      this.watcher = new ResizeObserver(() => {
        this.viewHeight = list.clientHeight;
      });
      this.watcher.observe(list);
    }
    const { first, count } = this.seen();
    if (this.told === `${first} ${count}`) return;
    this.told = `${first} ${count}`;
    this.dispatchEvent(new CustomEvent<RowsSeen>("rows-seen", { detail: { first, count } }));
  }

  private get size(): ListSize {
    return { total: this.total, rowHeight: this.rowHeight, viewHeight: this.viewHeight };
  }

  private seen(): ReturnType<typeof rowWindow> {
    return rowWindow(this.size, this.place);
  }

  private readonly onScroll = (event: Event): void => {
    const list = event.target as HTMLElement;
    this.place = scrolledTo(this.size, this.place, list.scrollTop);
    if (Math.abs(list.scrollTop - this.place.scrolled) > 1) list.scrollTop = this.place.scrolled;
  };
}
