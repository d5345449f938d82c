import { LitElement, html, nothing, svg, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { controlStyles } from "../control/control-styles.js";
import { objectListStyles, rowHeight } from "./object-list-styles.js";
import { matchingRows, rowsInSight, type ObjectRow } from "./object-rows.js";
import { toolIcons, type ToolIcon } from "./tool-icons.js";
import { ObjectPicked, ObjectRemoved, ObjectToggled } from "./workbench-events.js";
import { workbenchWords } from "./workbench-words.js";

/** Fewer objects than this are found faster by eye than by typing. */
const worthSearching = 6;

/** Every object of the picture: search, jump, hide, lock, delete. Draws only the rows in sight, so thousands are fine. */
export class ObjectList extends LitElement {
  static override readonly styles = [controlStyles, objectListStyles];

  @query(".rows") private readonly viewport!: HTMLElement | null;
  @query("input") private readonly field!: HTMLInputElement | null;

  @property({ attribute: false }) rows: readonly ObjectRow[] = [];
  @property({ attribute: false }) selected: readonly string[] = [];
  @property({ attribute: false }) disabled = false;
  @state() private search = "";
  @state() private scrolled = 0;
  #shown = "";

  /** Takes the worker to the search field. */
  focusSearch(): void {
    (this.field ?? this.renderRoot.querySelector<HTMLElement>(".pick"))?.focus();
  }

  protected override updated(): void {
    const last = this.selected.at(-1) ?? "";
    if (last !== this.#shown) this.#scrollTo(last);
    this.#shown = last;
  }

  #scrollTo(id: string): void {
    const index = matchingRows(this.rows, this.search).findIndex((row) => row.id === id);
    const { viewport } = this;
    if (index < 0 || viewport === null) return;
    const top = index * rowHeight;
    if (top < viewport.scrollTop) viewport.scrollTop = top;
    else if (top + rowHeight > viewport.scrollTop + viewport.clientHeight) viewport.scrollTop = top + rowHeight - viewport.clientHeight;
  }

  readonly #onSearch = (event: Event): void => {
    event.stopPropagation();
    this.search = (event.target as HTMLInputElement).value;
  };

  readonly #onScroll = (): void => {
    this.scrolled = this.viewport?.scrollTop ?? 0;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    const rows = matchingRows(this.rows, this.search);
    if (step === undefined || rows.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const at = rows.findIndex(({ id }) => id === this.selected.at(-1));
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
    if (next === undefined) return;
    this.#pick(next.id, event.shiftKey);
    void this.updateComplete.then(async () => {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(next.id)}"] .pick`)?.focus();
    });
  };

  #pick(id: string, adding: boolean): void {
    this.dispatchEvent(new ObjectPicked(id, adding));
  }

  protected override render(): TemplateResult {
    const words = workbenchWords();
    const rows = matchingRows(this.rows, this.search);
    const [first, end] = rowsInSight(rows.length, rowHeight, this.scrolled, this.viewport?.clientHeight ?? 600);
    return html`
      ${this.#renderSearch()}
      <div class="rows" @scroll=${this.#onScroll} @keydown=${this.#onKey}>
        ${rows.length > 0
          ? nothing
          : html`<p class="empty">${this.rows.length === 0 ? words.noObjects : words.noneFound}</p>`}
        <ul aria-label=${words.objects} style="block-size: ${rows.length * rowHeight}px; padding-block-start: ${first * rowHeight}px">
          ${repeat(rows.slice(first, end), ({ id }) => id, (row) => this.#renderRow(row, rows[0]?.id))}
        </ul>
      </div>
    `;
  }

  #renderSearch(): TemplateResult | typeof nothing {
    if (this.rows.length < worthSearching && this.search === "") return nothing;
    const words = workbenchWords();
    const shown = this.rows.some(({ hidden }) => !hidden);
    return html`<div class="search">
      <input type="search" placeholder=${words.findObject} aria-label=${words.findObject} .value=${this.search} @input=${this.#onSearch} @change=${(event: Event) => {
        event.stopPropagation();
      }} />
      ${this.#renderSwitch(shown ? "eye" : "hidden", shown ? words.hideAll : words.showAll, true, () =>
        this.dispatchEvent(new ObjectToggled(undefined, "hidden")),
      )}
    </div>`;
  }

  #renderRow(row: ObjectRow, firstId: string | undefined): TemplateResult {
    const words = workbenchWords();
    const selected = this.selected.includes(row.id);
    const reachable = this.selected.length === 0 ? row.id === firstId : row.id === this.selected.at(-1);
    return html`<li class=${selected ? "selected" : ""} data-id=${row.id}>
      <button
        class="pick"
        type="button"
        aria-pressed=${selected}
        tabindex=${reachable ? "0" : "-1"}
        @click=${(event: MouseEvent) => {
          this.#pick(row.id, event.shiftKey || event.ctrlKey || event.metaKey);
        }}
      >
        <span class="swatch" style="--tl-chip: ${row.color}" aria-hidden="true"></span>
        <span class="name ${row.hidden ? "faint" : ""}">${row.label}</span>
        <span class="detail">${row.detail}</span>
      </button>
      ${this.#renderSwitch(row.hidden ? "hidden" : "eye", row.hidden ? words.show : words.hide, reachable, () =>
        this.dispatchEvent(new ObjectToggled(row.id, "hidden")), row.hidden)}
      ${this.#renderSwitch(row.locked ? "lock" : "unlock", row.locked ? words.unlock : words.lock, reachable, () =>
        this.dispatchEvent(new ObjectToggled(row.id, "locked")), row.locked)}
      ${this.#renderSwitch("remove", words.remove, reachable, () => this.dispatchEvent(new ObjectRemoved(row.id)))}
    </li>`;
  }

  #renderSwitch(icon: ToolIcon, name: string, reachable: boolean, act: () => void, on = false): TemplateResult {
    return html`<button
      class="switch ${on ? "on" : ""}"
      type="button"
      title=${name}
      aria-label=${name}
      tabindex=${reachable ? "0" : "-1"}
      ?disabled=${this.disabled}
      @click=${act}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${toolIcons[icon]} />`}</svg>
    </button>`;
  }
}
