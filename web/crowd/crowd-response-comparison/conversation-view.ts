import { html, nothing, type TemplateResult } from "lit";
import { RichText, type TextFormat } from "../rich-text/rich-text.js";
import type { Turn } from "./comparison-setup.js";
import { comparisonWords } from "./comparison-words.js";

/** The turns the responses answer to, each with who said it. */
export class ConversationView {
  #views: readonly RichText[] = [];

  render(turns: readonly Turn[], format: TextFormat): TemplateResult | typeof nothing {
    if (turns.length === 0) return nothing;
    this.#views = turns.map((_, index) => this.#views[index] ?? new RichText());
    return html`<section class="conversation" aria-label=${comparisonWords().conversation}>
      ${turns.map((turn, index) => this.#renderTurn(turn, index, format))}
    </section>`;
  }

  #renderTurn(turn: Turn, index: number, format: TextFormat): TemplateResult {
    return html`<div class="turn ${turn.role === "assistant" ? "model" : turn.role === "system" ? "system" : ""}">
      <div class="label">${comparisonWords().roles[turn.role] ?? turn.role}</div>
      ${this.#views[index]?.show(turn.content, format)}
    </div>`;
  }
}
