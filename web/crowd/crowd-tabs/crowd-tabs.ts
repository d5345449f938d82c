import { LitElement, html, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";
import { CrowdTab } from "./crowd-tab.js";
import { tabsStyles } from "./crowd-tabs-styles.js";
import { tabAfterKey } from "./tab-keys.js";

/** A row of tabs over one page at a time. Arrow keys, Home and End move along the row (ARIA's tabs pattern). */
export class CrowdTabs extends LitElement {
  static override readonly styles = [controlStyles, tabsStyles];

  @query(".row [aria-selected=true]") private readonly selectedButton!: HTMLElement | null;

  @state() private tabs: readonly CrowdTab[] = [];

  constructor() {
    super();
    this.addEventListener("truthloop-tab-changed", this.#onTabChanged);
    this.addEventListener("truthloop-reveal-tab", this.#onReveal);
  }

  /** The page shown: its place among the tabs, -1 without any. A script may set it. */
  get selected(): number {
    return this.tabs.findIndex((tab) => tab.selected);
  }

  set selected(index: number) {
    const chosen = this.tabs[index];
    if (chosen !== undefined) this.#show(chosen);
  }

  readonly #onTabChanged = (event: Event): void => {
    if (event.target instanceof CrowdTab && event.target.parentElement === this) this.requestUpdate();
  };

  readonly #onReveal = (event: Event): void => {
    if (!(event.target instanceof CrowdTab) || event.target.parentElement !== this) return;
    event.stopPropagation();
    // Not in a moment but now: what is inside takes the focus next.
    this.#show(event.target);
    for (const tab of this.tabs) tab.toggleAttribute("selected", tab.selected);
  };

  #collect(event: Event): void {
    // Slots inside a page send this event through here too.
    if (event.target !== event.currentTarget) return;
    const slotted = (event.target as HTMLSlotElement).assignedElements({ flatten: true });
    this.tabs = slotted.filter((element) => element instanceof CrowdTab);
    for (const tab of this.tabs) tab.setAttribute("role", "tabpanel");
    const shown = this.tabs.find((tab) => tab.selected) ?? this.tabs[0];
    if (shown !== undefined) this.#show(shown);
  }

  #show(shown: CrowdTab): void {
    for (const tab of this.tabs) tab.selected = tab === shown;
    this.requestUpdate();
  }

  #choose(index: number): void {
    const before = this.selected;
    this.selected = index;
    if (this.selected !== before) this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const next = tabAfterKey(event.key, this.selected, this.tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    this.#choose(next);
    void this.updateComplete.then(() => this.selectedButton?.focus());
  };

  protected override render(): TemplateResult {
    for (const tab of this.tabs) tab.setAttribute("aria-label", tab.header);
    return html`
      <div class="row" role="tablist" @keydown=${this.#onKey}>
        ${this.tabs.map((tab, index) => this.#renderButton(tab, index))}
      </div>
      <slot @slotchange=${this.#collect}></slot>
    `;
  }

  #renderButton(tab: CrowdTab, index: number): TemplateResult {
    return html`<button
      type="button"
      role="tab"
      aria-selected=${tab.selected ? "true" : "false"}
      tabindex=${tab.selected ? "0" : "-1"}
      @click=${() => {
        this.#choose(index);
      }}
    >
      ${tab.header === "" ? index + 1 : tab.header}
    </button>`;
  }
}
