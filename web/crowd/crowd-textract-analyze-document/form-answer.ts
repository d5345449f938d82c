import type { Json } from "../../shared/messages/worker-page-messages.js";
import type { Box } from "../drawing/point.js";
import { blocksById, idOf, related, relatedBlocks, textOf, type Block, type FormPair } from "./form-pairs.js";

/** What a human says needs no estimate. */
const certain = 100;

/**
 * The blocks of an answer: for each valid pair its key, its value and their words, every id resolvable among them. What
 * the worker left alone is as it came; changed text is in the block and, word by word, in its WORD children, because
 * consumers of A2I's output join those. A blank value has neither; pairs that are none, or were not found, are left out.
 */
export function answerBlocks(pairs: readonly FormPair[], given: readonly Block[]): Block[] {
  const byId = blocksById(given);
  return pairs.filter(({ valid, notFound }) => valid && !notFound).flatMap((pair) => blocksOf(pair, byId));
}

function blocksOf(pair: FormPair, byId: ReadonlyMap<string, Block>): Block[] {
  const key = byId.get(pair.id);
  const valueId = (key === undefined ? undefined : related(key, "VALUE")[0]) ?? `${pair.id}-value`;
  const value = byId.get(valueId);
  const all = relatedBlocks(key, "VALUE", byId);
  const rest = all.filter((block) => block !== value);
  const valueText = pair.blank ? "" : pair.value.trim();
  const read = all.map((block) => textOf(block, byId)).join(" ").trim();
  // Several value blocks stay several only as long as nobody corrected them.
  const kept = valueText === read ? rest : [];
  const part = valueText === read ? textOf(value, byId) : valueText;
  const [keyBlock, ...keyWords] = textBlocks(key, pair.id, "KEY", pair.key.trim(), pair.keyBox, byId);
  const valueBlocks = textBlocks(value, valueId, "VALUE", part, pair.valueBox, byId);
  const others = kept.flatMap((block) => textBlocks(block, idOf(block), "VALUE", textOf(block, byId), undefined, byId));
  const values = { type: "VALUE", ids: [valueId, ...kept.map(idOf)] };
  const relationships = [...((keyBlock?.["relationships"] ?? []) as readonly Json[]), values];
  return [{ ...keyBlock, relationships }, ...keyWords, ...valueBlocks, ...others];
}

/** A key's or value's block with a text, then its words. */
function textBlocks(
  given: Block | undefined,
  id: string,
  entity: "KEY" | "VALUE",
  text: string,
  box: Box | undefined,
  byId: ReadonlyMap<string, Block>,
): Block[] {
  const children = relatedBlocks(given, "CHILD", byId);
  const same = given !== undefined && text === textOf(given, byId);
  const words = same ? children : wordsOf(text, id, children);
  const fields = Object.entries(given ?? { confidence: certain }).filter(([name]) => name !== "relationships");
  const geometry = box === undefined ? {} : { geometry: geometryOf(given, box) };
  const head: Block = { ...Object.fromEntries(fields), blockType: "KEY_VALUE_SET", id, entityTypes: [entity], text, ...geometry };
  const ids = words.map(idOf);
  return [ids.length === 0 ? head : { ...head, relationships: [{ type: "CHILD", ids }] }, ...words];
}

/** The words of a corrected text; the n-th takes the place of the n-th that was read. */
function wordsOf(text: string, of: string, before: readonly Block[]): readonly Block[] {
  const [only] = before;
  if (before.length === 1 && only?.["blockType"] === "SELECTION_ELEMENT" && /^(NOT_)?SELECTED$/.test(text))
    return [{ ...only, selectionStatus: text }];
  const old = before.filter((block) => block["blockType"] === "WORD");
  return text.split(/\s+/).filter((word) => word !== "").map((word, index) => {
    const at = old[index] ?? { blockType: "WORD", confidence: certain, id: `${of}-word-${index + 1}` };
    return { ...at, text: word };
  });
}

/** The geometry that was read where the box is still that one, else a box and its corners. */
function geometryOf(given: Block | undefined, box: Box): Json {
  const geometry = given?.["geometry"] as { readonly boundingBox?: Partial<Box> } | undefined;
  const was = geometry?.boundingBox;
  const sides = ["left", "top", "width", "height"] as const;
  const same = sides.every((side) => was?.[side] === box[side]);
  if (same) return geometry as Json;
  const { left, top, width, height } = box;
  const corner = (x: number, y: number): Json => ({ x, y });
  const polygon = [corner(left, top), corner(left + width, top), corner(left + width, top + height), corner(left, top + height)];
  return { boundingBox: { left, top, width, height }, polygon };
}
