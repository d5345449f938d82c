import { property } from "lit/decorators.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import type { Problem } from "../control/answer-control.js";
import { words } from "../words/page-words.js";
import { ClassifierControl, type Option } from "./classifier-control.js";

/** Picks one category. Gives `{label}`; a category is required, as an answer without one says nothing. */
export class CrowdClassifier extends ClassifierControl {
  protected readonly optionType = "radio";

  @property({ attribute: false }) label: string | undefined;

  get value(): Json | undefined {
    const { label } = this;
    if (label === undefined) return undefined;
    // AWS's sample templates also use it as a word, to look something up by.
    return Object.defineProperty({ label, ...this.comment }, "toString", { value: () => label });
  }

  set value(value: unknown) {
    const label: unknown = typeof value === "object" && value !== null && "label" in value ? value.label : value;
    this.label = typeof label === "string" ? label : undefined;
    this.comment = value;
  }

  get answer(): Json | undefined {
    return this.label === undefined || !this.categoryNames.includes(this.label) ? undefined : this.value;
  }

  get draftState(): Json {
    return { label: this.label ?? null, ...this.comment };
  }

  restore(draftState: Json): void {
    this.value = draftState;
  }

  protected get legend(): string {
    return words().selectOption;
  }

  protected get options(): readonly Option[] {
    return this.categoryNames.map((name) => ({ name, picked: name === this.label, disabled: false, apart: false }));
  }

  protected choose(name: string): void {
    this.label = name;
  }

  protected findProblem(): Problem | undefined {
    if (this.answer !== undefined || this.categoryNames.length === 0) return undefined;
    return { flags: { valueMissing: true }, message: words().choose };
  }

  protected rememberDefault(): void {
    // A classifier starts with nothing picked.
  }

  protected restoreDefault(): void {
    this.value = undefined;
  }
}
