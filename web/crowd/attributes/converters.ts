import type { ComplexAttributeConverter } from "lit";
import { parseLooseJson } from "./loose-json.js";

/** Loose JSON in an attribute; what cannot be read becomes an UnreadableAttribute, so that the page can say so. */
export const looseJson: ComplexAttributeConverter = {
  fromAttribute(text: string | null): unknown {
    if (text === null) return undefined;
    try {
      return parseLooseJson(text);
    } catch (error) {
      return new UnreadableAttribute(error instanceof Error ? error.message : String(error));
    }
  },
};

/** Stands in for a value whose attribute could not be read. */
export class UnreadableAttribute {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** A number in an attribute; anything else counts as absent. */
export const optionalNumber: ComplexAttributeConverter<number | undefined> = {
  fromAttribute(text: string | null): number | undefined {
    const value = text === null || text.trim() === "" ? Number.NaN : Number(text);
    return Number.isFinite(value) ? value : undefined;
  },
};
