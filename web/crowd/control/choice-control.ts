import { property, state } from "lit/decorators.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { AnswerControl } from "./answer-control.js";
import { choiceStyles } from "./choice-styles.js";
import { controlStyles } from "./control-styles.js";

/** What crowd-checkbox and crowd-radio-button share: they are on or off, and give `{value: bool}`. */
export abstract class ChoiceControl extends AnswerControl {
  static override readonly styles = [controlStyles, choiceStyles];

  #defaultChecked = false;

  @state() protected labelled = false;

  @property({ type: Boolean, reflect: true }) checked = false;
  @property() value = "on";

  protected override updated(): void {
    super.updated();
    this.setAttribute("aria-checked", String(this.checked));
    this.setAttribute("aria-disabled", String(this.isDisabled));
    this.internals.setFormValue(this.checked ? this.value : null);
    // Without any label, its name in the answer is still better than nothing to be called by.
    this.internals.ariaLabel = this.labelled || this.labels.length > 0 ? null : this.accessibleName(this.value);
  }

  get answer(): Json {
    return Object.fromEntries([[this.value, this.checked]]);
  }

  get draftState(): Json {
    return this.checked;
  }

  restore(draftState: Json): void {
    this.checked = draftState === true;
  }

  protected rememberDefault(): void {
    this.#defaultChecked = this.checked;
  }

  protected restoreDefault(): void {
    this.checked = this.#defaultChecked;
  }

  /** A mark without words beside it takes no room for them. */
  protected noteLabel(): void {
    this.labelled = this.textContent.trim() !== "" || this.childElementCount > 0;
  }
}
