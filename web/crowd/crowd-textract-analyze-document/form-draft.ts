import type { Json } from "../../shared/messages/worker-page-messages.js";
import type { Box } from "../drawing/point.js";
import type { FormPair } from "./form-pairs.js";

/** What a draft keeps of the pairs: only what a worker can change. */
export function draftOf(pairs: readonly FormPair[]): Json {
  return pairs.map(({ id, origin, key, value, keyBox, valueBox, valid, blank, notFound }) => {
    const boxes = { ...(keyBox && { keyBox: { ...keyBox } }), ...(valueBox && { valueBox: { ...valueBox } }) };
    return { id, origin, key, value, ...boxes, valid, blank, notFound };
  });
}

/** The pairs of a task as a draft left them: those of the task changed as it says, and those the worker had added. */
export function restoredPairs(draft: Json, start: readonly FormPair[]): readonly FormPair[] {
  const kept = new Map((Array.isArray(draft) ? (draft as readonly Json[]) : []).filter(isKept).map((pair) => [pair.id, pair]));
  const changed = start.map((pair) => {
    const found = kept.get(pair.id);
    return found === undefined ? pair : { ...pair, ...changes(found) };
  });
  const added = Array.from(kept.values()).filter(({ origin }) => origin === "added");
  return [...changed, ...added.map((pair) => ({ id: pair.id, origin: "added" as const, ...changes(pair) }))];
}

interface Kept {
  readonly id: string;
  readonly origin?: Json;
  readonly [name: string]: Json | undefined;
}

function isKept(value: Json): value is Json & Kept {
  return typeof value === "object" && value !== null && !Array.isArray(value) && typeof (value as Kept).id === "string";
}

function changes(kept: Kept): Pick<FormPair, "key" | "value" | "valid" | "blank" | "notFound" | "keyBox" | "valueBox"> {
  const text = (name: string): string => (typeof kept[name] === "string" ? kept[name] : "");
  const [keyBox, valueBox] = [boxFrom(kept["keyBox"]), boxFrom(kept["valueBox"])];
  return {
    key: text("key"),
    value: text("value"),
    valid: kept["valid"] !== false,
    blank: kept["blank"] === true,
    notFound: kept["notFound"] === true,
    ...(keyBox && { keyBox }),
    ...(valueBox && { valueBox }),
  };
}

function boxFrom(value: Json | undefined): Box | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { left, top, width, height } = value as Readonly<Record<string, Json>>;
  const isNumber = (side: Json | undefined): side is number => typeof side === "number";
  const whole = isNumber(left) && isNumber(top) && isNumber(width) && isNumber(height);
  return whole ? { left, top, width, height } : undefined;
}
