import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { isWriting } from "../control/interactive-content.js";
import { responseLetter } from "../ranking/shown-order.js";
import { textDiff, type DiffPart } from "../rich-text/text-diff.js";
import { localization } from "../words/page-words.js";
import type { ComparisonSetup } from "./comparison-state.js";
import { comparisonWords } from "./comparison-words.js";
import { renderDiff } from "./remark-views.js";

/** Shows what changes from one response to another, in place of the responses; D shows and hides it. */
export class DiffView implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #setup: () => ComparisonSetup;
  #from = 0;
  #to = 1;
  #made: { readonly key: string; readonly parts: readonly DiffPart[] } | undefined;
  shown = false;

  constructor(host: ReactiveControllerHost, setup: () => ComparisonSetup) {
    this.#host = host;
    this.#setup = setup;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener("keydown", this.#onKey);
  }

  hostDisconnected(): void {
    document.removeEventListener("keydown", this.#onKey);
  }

  /** The line above the responses; `hint` says what else can be done with them. */
  renderToolbar(hint: string): TemplateResult | typeof nothing {
    const count = this.#setup().responses.length;
    if (count < 2) return nothing;
    return html`<div class="views">
      <button type="button" class="toggle" aria-pressed=${this.shown ? "true" : "false"} aria-keyshortcuts="d" @click=${this.#toggle}>
        ${comparisonWords().showDiff} <kbd aria-hidden="true">D</kbd>
      </button>
      ${this.shown && count > 2 ? this.#renderChoice(count) : nothing}
      ${this.shown ? nothing : html`<span class="hint">${hint}</span>`}
    </div>`;
  }

  render(): TemplateResult {
    return html`<div class="response">${renderDiff(this.#parts)}</div>`;
  }

  /** Diffs of long texts take a while: made once for each two texts. */
  get #parts(): readonly DiffPart[] {
    const { order, responses } = this.#setup();
    const [from, to] = [responses[order[this.#from] ?? 0] ?? "", responses[order[this.#to] ?? 0] ?? ""];
    const key = JSON.stringify([from, to]);
    if (this.#made?.key !== key) this.#made = { key, parts: textDiff(from, to, localization.language) };
    return this.#made.parts;
  }

  #renderChoice(count: number): TemplateResult {
    const choose = (side: "from" | "to") => (event: Event): void => {
      event.stopPropagation();
      const shownAt = Number((event.target as HTMLSelectElement).value);
      if (side === "from") this.#from = shownAt;
      else this.#to = shownAt;
      this.#host.requestUpdate();
    };
    const select = (side: "from" | "to", chosen: number, name: string): TemplateResult => html`<label>
      ${name}
      <select aria-label=${name} @change=${choose(side)} @input=${stop}>
        ${Array.from({ length: count }, (_, shownAt) => html`<option value=${shownAt} .selected=${live(shownAt === chosen)}>${responseLetter(shownAt)}</option>`)}
      </select>
    </label>`;
    return html`${select("from", this.#from, comparisonWords().differenceFrom)}
    ${select("to", this.#to, comparisonWords().differenceTo)}`;
  }

  readonly #toggle = (): void => {
    this.shown = !this.shown;
    this.#host.requestUpdate();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const used = event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isWriting(event);
    if (used || event.key.toLowerCase() !== "d" || this.#setup().responses.length < 2) return;
    event.preventDefault();
    this.#toggle();
  };
}

function stop(event: Event): void {
  event.stopPropagation();
}
