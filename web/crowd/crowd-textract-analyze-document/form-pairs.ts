import type { Json } from "../../shared/messages/worker-page-messages.js";
import type { Box } from "../drawing/point.js";

/** A block of Textract's AnalyzeDocument, with field names as human loops carry them (`blockType`). */
export type Block = Readonly<Record<string, Json>>;

/** A key and its value as the worker sees and corrects them. Boxes are shares of the picture's width and height. */
export interface FormPair {
  /** The id of the key's block, or one of ours for a pair Textract did not read. */
  readonly id: string;
  /** Read by Textract, asked for by the template's `keys`, or added by the worker. */
  readonly origin: "read" | "asked" | "added";
  readonly key: string;
  readonly value: string;
  readonly keyBox?: Box;
  readonly valueBox?: Box;
  /** Textract's confidence that this is a key with this value, 0 to 100. */
  readonly confidence?: number;
  /** Other spellings of an asked key. */
  readonly aliases?: readonly string[];
  /** False once the worker has said that this is no key with its value. */
  readonly valid: boolean;
  /** The worker says that the document has no text there. */
  readonly blank: boolean;
  /** The worker says that an asked key is not in the document. */
  readonly notFound: boolean;
}

/** A key the template wants, whether Textract found it or not. */
export interface AskedKey {
  readonly key: string;
  readonly aliases: readonly string[];
}

/** The blocks an attribute or a script gives; what is no list of objects gives none. Names may be the API's (`BlockType`). */
export function blocksFrom(given: unknown): readonly Block[] {
  const list = isRecord(given) ? (given["blocks"] ?? given["Blocks"]) : given;
  if (!Array.isArray(list)) return [];
  return list.filter(isRecord).map((block) => lowerFirst(block) as Block);
}

/** The keys an attribute gives; `*`, which asks for all, names none. */
export function askedKeys(given: unknown): readonly AskedKey[] {
  if (!Array.isArray(given)) return [];
  return given.flatMap((each: unknown) => {
    const { importantFormKey, importantFormKeyAliases } = isRecord(each) ? each : { importantFormKey: each };
    if (typeof importantFormKey !== "string" || ["", "*"].includes(importantFormKey.trim())) return [];
    const aliases = Array.isArray(importantFormKeyAliases) ? importantFormKeyAliases.map(String) : [];
    return [{ key: importantFormKey, aliases }];
  });
}

/** What the worker starts from: the pairs that were read, then the asked keys that were not. */
export function formPairs(blocks: readonly Block[], asked: readonly AskedKey[]): readonly FormPair[] {
  const byId = blocksById(blocks);
  const read = blocks.filter(isKey).map((block) => readPair(block, byId));
  const known = new Set(read.map(({ key }) => plain(key)));
  const missing = asked.filter(({ key, aliases }) => ![key, ...aliases].some((name) => known.has(plain(name))));
  return [...read, ...missing.map(({ key, aliases }, index) => askedPair(`asked-${index + 1}`, key, aliases))];
}

/** An empty pair for the worker to fill in. */
export function addedPair(pairs: readonly FormPair[]): FormPair {
  const numbers = pairs.map(({ id }) => Number(/^added-(\d+)$/.exec(id)?.[1] ?? 0));
  const id = `added-${Math.max(0, ...numbers) + 1}`;
  return { id, origin: "added", key: "", value: "", valid: true, blank: false, notFound: false };
}

/** Whether everything the worker has to say of a pair is said. */
export function isDecided({ origin, key, value, valid, blank, notFound }: FormPair): boolean {
  if (!valid || origin === "read") return true;
  return notFound || (key.trim() !== "" && (blank || value.trim() !== ""));
}

/** The ids a block points to by one kind of relationship. */
export function related(block: Block, kind: string): readonly string[] {
  const relationships = block["relationships"];
  if (!Array.isArray(relationships)) return [];
  return relationships.flatMap((relation: unknown) => {
    if (!isRecord(relation) || relation["type"] !== kind || !Array.isArray(relation["ids"])) return [];
    return relation["ids"].map(String);
  });
}

export function idOf(block: Block): string {
  const id = block["id"];
  return typeof id === "string" ? id : "";
}

export function blocksById(blocks: readonly Block[]): ReadonlyMap<string, Block> {
  return new Map(blocks.map((block) => [idOf(block), block]));
}

/** The blocks a block points to by one kind of relationship, those that are there. */
export function relatedBlocks(block: Block | undefined, kind: string, byId: ReadonlyMap<string, Block>): readonly Block[] {
  const ids = block === undefined ? [] : related(block, kind);
  return ids.map((id) => byId.get(id)).filter((found) => found !== undefined);
}

/** The text of a block: its own, else that of its words; a check box says whether it is selected. */
export function textOf(block: Block | undefined, byId: ReadonlyMap<string, Block>): string {
  if (block === undefined) return "";
  if (typeof block["text"] === "string") return block["text"];
  const parts = relatedBlocks(block, "CHILD", byId).map((part) => part["text"] ?? part["selectionStatus"]);
  return parts.filter((part) => typeof part === "string").join(" ").trim();
}

function readPair(block: Block, byId: ReadonlyMap<string, Block>): FormPair {
  const values = relatedBlocks(block, "VALUE", byId);
  const value = values.map((each) => textOf(each, byId)).join(" ").trim();
  const [keyBox, valueBox] = [boxOf(block), boxOf(values[0])];
  const confidence = block["confidence"];
  return {
    id: idOf(block),
    origin: "read",
    key: textOf(block, byId),
    value,
    ...(keyBox === undefined ? {} : { keyBox }),
    ...(valueBox === undefined ? {} : { valueBox }),
    ...(typeof confidence === "number" ? { confidence } : {}),
    valid: true,
    blank: false,
    notFound: false,
  };
}

function askedPair(id: string, key: string, aliases: readonly string[]): FormPair {
  return { id, origin: "asked", key, value: "", aliases, valid: true, blank: false, notFound: false };
}

function isKey(block: Block): boolean {
  const kinds = block["entityTypes"];
  return block["blockType"] === "KEY_VALUE_SET" && Array.isArray(kinds) && kinds.includes("KEY");
}

function boxOf(block: Block | undefined): Box | undefined {
  const geometry = block?.["geometry"];
  const box = isRecord(geometry) ? geometry["boundingBox"] : undefined;
  if (!isRecord(box)) return undefined;
  const [left, top, width, height] = ["left", "top", "width", "height"].map((side) => Number(box[side]));
  const sides = { left: left ?? 0, top: top ?? 0, width: width ?? 0, height: height ?? 0 };
  return Object.values(sides).every(Number.isFinite) ? sides : undefined;
}

/** Keys compare without case, colons and double spaces, as people write them. */
function plain(key: string): string {
  return key.toLowerCase().replace(/[:\s]+/g, " ").trim();
}

function lowerFirst(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerFirst);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name.charAt(0).toLowerCase() + name.slice(1), lowerFirst(of)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
