import { property } from "lit/decorators.js";
import { looseJson } from "../attributes/converters.js";
import { AnswerControl } from "./answer-control.js";

/** A control with labels to give to things, by its attribute `labels` or by a script that sets the property. */
export abstract class LabellingControl extends AnswerControl {
  #given: unknown;

  /**
   * The labels as they were given; a text is read as the attribute is. (On other controls this name means the label
   * elements, which for these controls only `accessibleName` needs.)
   */
  @property({ converter: looseJson, noAccessor: true })
  override get labels(): never {
    return this.#given as never;
  }

  override set labels(given: unknown) {
    const before = this.#given;
    this.#given = typeof given === "string" ? looseJson.fromAttribute?.(given) : given;
    this.requestUpdate("labels", before);
  }

  protected get labelsGiven(): unknown {
    return this.#given;
  }
}
