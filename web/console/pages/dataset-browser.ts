import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { styled } from "../parts/styled.js";
import { ConsolePart } from "../parts/console-part.js";
import { consoleAddressOf, type ConsoleRoute } from "../work/console-routes.js";
import { atTop, placeOf, rowWindow, scrolledTo, type ListPlace, type ListSize } from "../work/window-of-rows.js";
import type { AnsweredObject, DataObject, JobDescription, JobFacts } from "../wire/contract.js";
import "./label-work.js";
import "./object-view.js";

const rowHeight = 64;
const chunk = 50;

/** Every object of a job, however many: a list that draws only what is seen, and the one chosen beside it. */
@customElement("tl-dataset-browser")
export class DatasetBrowser extends ConsolePart {
  @property({ attribute: false }) route!: Extract<ConsoleRoute, { page: "job" }>;
  @property({ attribute: false }) job: JobDescription | null = null;
  @property({ attribute: false }) facts: JobFacts | null = null;
  @state() private total: number | null = null;
  @state() private rows = new Map<number, DataObject>();
  @state() private place: ListPlace = atTop;
  @state() private viewHeight = 600;
  @state() private chosen: AnsweredObject | null = null;
  /** The row that is wanted; its object follows when it has come. */
  @state() private current: number | null = null;
  @state() private problem: string | null = null;
  private readonly asked = new Set<number>();
  private watcher: ResizeObserver | undefined;

  protected override arrive(): void {
    void this.fetchChunk(0);
    if (this.route.object !== null) void this.open(this.route.object);
  }

  protected override depart(): void {
    this.watcher?.disconnect();
  }

  override render(): TemplateResult {
    const words = this.words.objects;
    if (this.problem !== null) return html`<p class="notice warn" role="status">${this.problem}</p>`;
    if (this.total === null) return html`<p class="quiet">${this.words.loading}</p>`;
    const seen = rowWindow(this.size, this.place);
    this.fetchSeen(seen.first, seen.count);
    return html`<div class="dataset">
      <div class="dataset-side">
        <label class="go-to"><span>${words.go}</span>
          <input type="number" min="0" max=${Math.max(0, this.total - 1)} @change=${this.goTo} /></label>
        <div class="dataset-list" tabindex="0" role="listbox" aria-label=${words.list}
          aria-activedescendant=${this.current === null ? "" : `object-${this.current}`}
          @scroll=${this.onScroll} @keydown=${this.onKey}>
          <div class="dataset-height" role="presentation" ${styled({ "block-size": `${seen.height}px` })}>
            <div class="dataset-window" role="presentation" ${styled({ transform: `translateY(${seen.offset}px)` })}>
              ${Array.from({ length: seen.count }, (_, place) => this.row(seen.first + place))}
            </div>
          </div>
        </div>
      </div>
      <div class="dataset-object">
        ${this.chosen === null
          ? html`<p class="quiet">${words.choose}</p>`
          : this.object(this.chosen)}
      </div>
    </div>`;
  }

  private object(chosen: AnsweredObject): TemplateResult {
    const attribute = this.job?.LabelAttributeName ?? "";
    const again = (): void => {
      void this.open(chosen.number);
      void this.fetchChunk(Math.floor(chosen.number / chunk));
    };
    return html`<tl-object-view .desk=${this.desk} .object=${chosen} .attribute=${attribute}></tl-object-view>
      ${keyed(
        chosen.number,
        html`<tl-label-work .desk=${this.desk} .job=${this.route.name} .object=${chosen} .attribute=${attribute}
          .labels=${this.facts?.labels ?? []} .takesGold=${this.facts?.takes_gold ?? false} @label-changed=${again}></tl-label-work>`,
      )}`;
  }

  protected override updated(): void {
    const list = this.querySelector(".dataset-list");
    if (list === null || this.watcher !== undefined) return;
    this.watcher = new ResizeObserver(() => {
      this.viewHeight = list.clientHeight;
    });
    this.watcher.observe(list);
  }

  private row(number: number): TemplateResult {
    const found = this.rows.get(number);
    const isChosen = this.current === number;
    const open = (): void => {
      void this.open(number);
    };
    return html`<div id="object-${number}" class="dataset-row ${isChosen ? "chosen" : ""}" role="option"
      aria-selected=${isChosen ? "true" : "false"} aria-setsize=${this.total ?? 0} aria-posinset=${number + 1} @click=${open}>
      ${found === undefined || found.url === null ? nothing : html`<img class="thumb" src=${found.url} alt="" loading="lazy" />`}
      <span class="dataset-row-text">
        <span>${this.words.objects.number(number)}</span>
        <span class="quiet clipped" dir="auto">${found === undefined ? "…" : shortOf(found)}</span>
      </span>
      ${found === undefined ? nothing : html`<span class="status ${found.status}">${this.words.objects.statuses[found.status] ?? found.status}</span>`}
    </div>`;
  }

  private get size(): ListSize {
    return { total: this.total ?? 0, rowHeight, viewHeight: this.viewHeight };
  }

  private fetchSeen(first: number, count: number): void {
    const from = Math.floor(first / chunk);
    for (let place = from; place * chunk < first + count; place += 1)
      if (!this.asked.has(place)) void this.fetchChunk(place);
  }

  private async fetchChunk(place: number): Promise<void> {
    this.asked.add(place);
    try {
      const page = await this.desk.api.objects(this.route.name, place * chunk, chunk);
      const rows = new Map(this.rows);
      for (const found of page.objects) rows.set(found.number, found);
      this.rows = rows;
      this.total = page.total;
    } catch (failure) {
      this.asked.delete(place);
      this.problem = this.desk.noticeFailure(failure);
    }
  }

  private async open(number: number): Promise<void> {
    this.current = number;
    try {
      const found = await this.desk.api.object(this.route.name, number);
      if (this.current !== number) return;
      this.chosen = found;
      history.replaceState(null, "", consoleAddressOf({ ...this.route, object: number }));
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  }

  private readonly onScroll = (event: Event): void => {
    const list = event.target as HTMLElement;
    this.place = scrolledTo(this.size, this.place, list.scrollTop);
    if (Math.abs(list.scrollTop - this.place.scrolled) > 1) list.scrollTop = this.place.scrolled;
  };

  private readonly goTo = (event: Event): void => {
    const number = Number((event.target as HTMLInputElement).value);
    if (Number.isInteger(number)) this.show(number);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    const step = steps[event.key];
    const present = this.current ?? -1;
    const ends: Readonly<Record<string, number>> = { Home: 0, End: (this.total ?? 1) - 1 };
    const wanted = step === undefined ? ends[event.key] : present + step;
    if (wanted === undefined) return;
    event.preventDefault();
    this.show(wanted);
  };

  private show(wanted: number): void {
    const total = this.total ?? 0;
    const number = Math.max(0, Math.min(total - 1, wanted));
    const list = this.querySelector(".dataset-list");
    this.place = placeOf(this.size, this.place, number);
    if (list !== null) list.scrollTop = this.place.scrolled;
    void this.open(number);
  }
}

function shortOf(found: DataObject): string {
  if (found.text !== null) return found.text.slice(0, 200);
  const source = found.line["source-ref"];
  return typeof source === "string" ? (source.split("/").pop() ?? source) : JSON.stringify(found.line).slice(0, 200);
}
