import { html, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { ifDefined } from "lit/directives/if-defined.js";
import { live } from "lit/directives/live.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { controlStyles } from "../control/control-styles.js";
import { TextControl } from "../control/text-control.js";
import { textStyles } from "../control/text-styles.js";

/** Types that would make the field something else than a place to write or pick one value. */
const otherControls: readonly string[] = ["checkbox", "radio", "submit", "button", "reset", "image"];

/** One line of text; absent from the answer while it is empty. */
export class CrowdInput extends TextControl {
  static override readonly styles = [controlStyles, textStyles];

  @query("input") protected readonly field!: HTMLInputElement | null;

  @property() type = "text";

  get answer(): Json | undefined {
    return this.text === "" ? undefined : this.text;
  }

  protected override render(): TemplateResult {
    const type = otherControls.includes(this.type) ? "text" : this.type;
    return html`
      ${this.renderLabel()}
      <input
        id="field"
        class="field"
        part="field"
        type=${type}
        aria-label=${this.fieldName}
        aria-invalid=${this.complaint === "" ? "false" : "true"}
        aria-describedby="complaint"
        aria-required=${this.required ? "true" : nothing}
        placeholder=${this.placeholder}
        maxlength=${ifDefined(this.maxLength)}
        ?disabled=${this.isDisabled}
        .value=${type === "file" ? nothing : live(this.text)}
        @input=${this.onInput}
        @change=${this.onChange}
      />
      ${this.renderComplaint()}
    `;
  }
}
