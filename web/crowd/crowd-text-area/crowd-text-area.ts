import { html, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { ifDefined } from "lit/directives/if-defined.js";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { optionalNumber } from "../attributes/converters.js";
import { controlStyles } from "../control/control-styles.js";
import { TextControl } from "../control/text-control.js";
import { textStyles } from "../control/text-styles.js";
import { words } from "../words/page-words.js";
import { textAreaStyles } from "./crowd-text-area-styles.js";

const defaultRows = 2;

/** Several lines of text. Grows with what is written, up to max-rows. */
export class CrowdTextArea extends TextControl {
  static override readonly styles = [controlStyles, textStyles, textAreaStyles];

  @query("textarea") protected readonly field!: HTMLTextAreaElement | null;

  @property({ converter: optionalNumber }) rows: number | undefined;
  @property({ attribute: "max-rows", converter: optionalNumber }) maxRows: number | undefined;
  @property({ attribute: "char-counter", type: Boolean }) charCounter = false;

  get answer(): Json {
    return this.text.replace(/\r\n?/g, "\n");
  }

  protected override render(): TemplateResult {
    const rows = this.rows ?? defaultRows;
    const sizes = { "--rows": String(rows), "--max-rows": this.maxRows === undefined ? null : String(this.maxRows) };
    return html`
      ${this.renderLabel()}
      <textarea
        id="field"
        class="field"
        part="field"
        rows=${rows}
        style=${styleMap(sizes)}
        aria-label=${this.fieldName}
        aria-invalid=${this.complaint === "" ? "false" : "true"}
        aria-describedby="complaint count"
        aria-required=${this.required ? "true" : nothing}
        placeholder=${this.placeholder}
        maxlength=${ifDefined(this.maxLength)}
        ?disabled=${this.isDisabled}
        .value=${live(this.text)}
        @input=${this.onInput}
        @change=${this.onChange}
      ></textarea>
      <div class="below">${this.renderComplaint()}${this.#renderCount()}</div>
    `;
  }

  #renderCount(): TemplateResult | typeof nothing {
    if (!this.charCounter) return nothing;
    const count = this.text.length;
    const phrase =
      this.maxLength === undefined ? words().characters(count) : words().charactersOf(count, this.maxLength);
    return html`<p id="count" class="count">${phrase}</p>`;
  }
}
