import { property } from "lit/decorators.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { looseJson } from "../attributes/converters.js";
import type { Problem } from "../control/answer-control.js";
import { ClassifierControl, type Option } from "../crowd-classifier/classifier-control.js";
import { words } from "../words/page-words.js";

/** Picks one or more categories, or the exclusion category alone. Gives `{labels}` in the order of the categories. */
export class CrowdClassifierMultiSelect extends ClassifierControl {
  protected readonly optionType = "checkbox";

  @property({ attribute: false }) pickedLabels: readonly string[] = [];
  @property({ attribute: "exclusion-category", converter: looseJson }) exclusionCategory: unknown;

  get value(): Json {
    return { labels: this.picked, ...this.comment };
  }

  set value(value: unknown) {
    const labels: unknown = typeof value === "object" && value !== null && "labels" in value ? value.labels : value;
    const names: readonly unknown[] = Array.isArray(labels) ? labels : [];
    this.pickedLabels = names.filter((name) => typeof name === "string");
    this.comment = value;
  }

  get answer(): Json {
    return this.value;
  }

  get draftState(): Json {
    return { labels: this.picked, ...this.comment };
  }

  restore(draftState: Json): void {
    this.value = draftState;
  }

  protected get legend(): string {
    return words().selectAllThatApply;
  }

  protected get options(): readonly Option[] {
    const excluded = this.#isExcluded;
    const categories = this.categoryNames.map((name) => ({
      name,
      picked: !excluded && this.pickedLabels.includes(name),
      disabled: excluded,
      apart: false,
    }));
    const exclusion = this.exclusionName;
    if (exclusion === "") return categories;
    return [...categories, { name: exclusion, picked: excluded, disabled: false, apart: true }];
  }

  protected choose(name: string, picked: boolean): void {
    if (name === this.exclusionName) this.pickedLabels = picked ? [name] : [];
    else this.pickedLabels = [...this.pickedLabels.filter((label) => label !== name), ...(picked ? [name] : [])];
  }

  protected findProblem(): Problem | undefined {
    if (this.picked.length > 0 || this.categoryNames.length === 0) return undefined;
    return { flags: { valueMissing: true }, message: words().chooseAtLeastOne };
  }

  protected rememberDefault(): void {
    // A classifier starts with nothing picked.
  }

  protected restoreDefault(): void {
    this.value = undefined;
  }

  /** The category that rules out all others; empty when there is none. */
  protected get exclusionName(): string {
    const given = this.exclusionCategory;
    if (typeof given === "string") return given;
    const text: unknown = typeof given === "object" && given !== null && "text" in given ? given.text : "";
    return typeof text === "string" ? text : "";
  }

  get #isExcluded(): boolean {
    return this.exclusionName !== "" && this.pickedLabels.includes(this.exclusionName);
  }

  /** What is picked now, in the order shown. */
  protected get picked(): string[] {
    return this.options.filter((option) => option.picked).map((option) => option.name);
  }
}
