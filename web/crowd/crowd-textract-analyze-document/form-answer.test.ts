import { describe, expect, it } from "vitest";
import { answerBlocks } from "./form-answer.js";
import { addedPair, askedKeys, blocksFrom, formPairs, isDecided, type Block, type FormPair } from "./form-pairs.js";

const word = (id: string, text: string): Block => ({ blockType: "WORD", id, text, confidence: 97.5 });
const set = (id: string, entity: string, relations: Record<string, string[]>, more: Block = {}): Block => ({
  blockType: "KEY_VALUE_SET",
  id,
  entityTypes: [entity],
  confidence: 38.4,
  relationships: Object.entries(relations).map(([type, ids]) => ({ type, ids })),
  ...more,
});
const geometry = { boundingBox: { left: 0.1, top: 0.2, width: 0.3, height: 0.05 }, polygon: [{ x: 0.1, y: 0.2 }] };
const blocks: readonly Block[] = [
  set("k1", "KEY", { CHILD: ["w1", "w2"], VALUE: ["v1"] }, { geometry }),
  set("v1", "VALUE", { CHILD: ["w3"] }),
  word("w1", "Last"),
  word("w2", "name:"),
  word("w3", "Silva"),
  set("k2", "KEY", { CHILD: ["w4"], VALUE: ["v2"] }),
  set("v2", "VALUE", { CHILD: ["s1"] }),
  word("w4", "Married"),
  { blockType: "SELECTION_ELEMENT", id: "s1", selectionStatus: "SELECTED", confidence: 99 },
];

/** Reads an answer as a known consumer of A2I output does: keys and values are their WORD children joined. */
function fieldsOf(answer: readonly Block[]): Record<string, string> {
  const byId = new Map(answer.map((block) => [block["id"], block]));
  const children = (block: Block, kind: string): Block[] =>
    ((block["relationships"] ?? []) as unknown as { type: string; ids: string[] }[])
      .filter(({ type }) => type === kind)
      .flatMap(({ ids }) => ids.map((id) => byId.get(id) ?? { missing: id }));
  const text = (block: Block): string =>
    children(block, "CHILD").filter((child) => child["blockType"] === "WORD").map((child) => child["text"] as string).join(" ");
  const keys = answer.filter((block) => (block["entityTypes"] as string[] | undefined)?.includes("KEY"));
  return Object.fromEntries(keys.map((key) => [text(key), children(key, "VALUE").map(text).join(" ")]));
}

const edit = (pairs: readonly FormPair[], id: string, change: Partial<FormPair>): FormPair[] =>
  pairs.map((pair) => (pair.id === id ? { ...pair, ...change } : pair));

describe("formPairs", () => {
  it("reads keys and values from their words, and check boxes from their status", () => {
    const pairs = formPairs(blocks, []);
    expect(pairs.map(({ key, value }) => [key, value])).toEqual([
      ["Last name:", "Silva"],
      ["Married", "SELECTED"],
    ]);
    expect(pairs[0]?.keyBox).toEqual({ left: 0.1, top: 0.2, width: 0.3, height: 0.05 });
    expect(pairs[0]?.confidence).toBe(38.4);
  });

  it("takes AWS's own documented initial value, whose names are the API's and whose text is in the block", () => {
    const documented = [
      {
        BlockType: "KEY_VALUE_SET",
        Confidence: 38.43309020996094,
        Geometry: { BoundingBox: { Width: 0.326, Height: 0.094, Left: 0.483, Top: 0.522 }, Polygon: [{ X: 0.123, Y: 0.345 }] },
        Id: "8c97b240-0969-4678-834a-646c95da9cf4",
        Relationships: [
          { Type: "CHILD", Ids: ["7ee7b7da-ee1b-428d-a567-55a3e3affa56", "4d6da730-ba43-467c-a9a5-c6137ba0c472"] },
          { Type: "VALUE", Ids: ["6ee7b7da-ee1b-428d-a567-55a3e3affa54"] },
        ],
        EntityTypes: ["KEY"],
        Text: "Foo bar",
      },
    ];
    const [pair] = formPairs(blocksFrom(documented), []);
    expect(pair).toMatchObject({ key: "Foo bar", confidence: 38.43309020996094, keyBox: { left: 0.483, width: 0.326 } });
  });

  it("asks for the keys that were not read, by any of their spellings", () => {
    const asked = askedKeys([
      { importantFormKey: "Surname", importantFormKeyAliases: ["LAST  NAME"] },
      { importantFormKey: "Address", importantFormKeyAliases: ["Addr."] },
      { importantFormKey: "*" },
    ]);
    const pairs = formPairs(blocks, asked).filter(({ origin }) => origin === "asked");
    expect(pairs.map(({ key, aliases }) => [key, aliases])).toEqual([["Address", ["Addr."]]]);
    expect(pairs.map(isDecided)).toEqual([false]);
  });

  it.each([["nothing", undefined], ["text", "x"], ["a list of numbers", [1, 2]]])("makes no pairs of %s", (_, given) => {
    expect(formPairs(blocksFrom(given), askedKeys(given))).toEqual([]);
  });
});

describe("answerBlocks", () => {
  const pairs = formPairs(blocks, []);

  it("gives back what nobody changed, with the text in each block", () => {
    const answer = answerBlocks(pairs, blocks);
    expect(answer).toEqual([
      { ...blocks[0], text: "Last name:" },
      blocks[2],
      blocks[3],
      { ...blocks[1], text: "Silva" },
      blocks[4],
      { ...blocks[5], text: "Married" },
      blocks[7],
      { ...blocks[6], text: "SELECTED" },
      blocks[8],
    ]);
  });

  it("says a corrected value in the block and in its words, whatever their number", () => {
    const answer = answerBlocks(edit(pairs, "k1", { value: "da Silva  Souza" }), blocks);
    expect(fieldsOf(answer)).toEqual({ "Last name:": "da Silva Souza", Married: "" });
    expect(answer.find(({ id }) => id === "v1")).toMatchObject({ text: "da Silva  Souza", confidence: 38.4 });
    expect(answer.find(({ id }) => id === "w3")).toMatchObject({ text: "da", confidence: 97.5 });
  });

  it("has a key without a value's words where the value is blank", () => {
    const answer = answerBlocks(edit(pairs, "k1", { blank: true }), blocks);
    expect(fieldsOf(answer)["Last name:"]).toBe("");
    expect(answer.find(({ id }) => id === "v1")).toMatchObject({ text: "" });
    expect(answer.find(({ id }) => id === "v1")).not.toHaveProperty("relationships");
  });

  it("turns a check box", () => {
    const answer = answerBlocks(edit(pairs, "k2", { value: "NOT_SELECTED" }), blocks);
    expect(answer.find(({ id }) => id === "s1")).toMatchObject({ selectionStatus: "NOT_SELECTED" });
  });

  it("leaves out what is no pair and what was not found", () => {
    const asked = formPairs(blocks, askedKeys(["Address"]));
    const answer = answerBlocks(edit(edit(asked, "k1", { valid: false }), "asked-1", { notFound: true }), blocks);
    expect(Object.keys(fieldsOf(answer))).toEqual(["Married"]);
  });

  it("adds a pair that the worker found, with its boxes", () => {
    const keyBox = { left: 0.5, top: 0.5, width: 0.1, height: 0.1 };
    const added = { ...addedPair(pairs), key: "Born", value: "1 May 1990", keyBox };
    const answer = answerBlocks([...pairs, added], blocks);
    expect(fieldsOf(answer)).toMatchObject({ Born: "1 May 1990" });
    expect(answer.find(({ id }) => id === "added-1")).toMatchObject({ geometry: { boundingBox: keyBox } });
  });

  it("never points to a block that is not there", () => {
    const cut = [{ ...blocks[0], text: "Last name:" } as Block];
    const answer = answerBlocks(edit(formPairs(cut, []), "k1", { value: "Silva" }), cut);
    const ids = new Set(answer.map(({ id }) => id));
    const named = answer.flatMap((block) => (block["relationships"] ?? []) as unknown as { ids: string[] }[]).flatMap(({ ids }) => ids);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });

  it("keeps the geometry that was read until the box is moved", () => {
    const [same] = answerBlocks(pairs, blocks);
    expect(same?.["geometry"]).toEqual(geometry);
    const keyBox = { left: 0.2, top: 0.2, width: 0.3, height: 0.05 };
    const [moved] = answerBlocks(edit(pairs, "k1", { keyBox }), blocks);
    expect(moved?.["geometry"]).toMatchObject({ boundingBox: keyBox, polygon: [{ x: 0.2, y: 0.2 }, { x: 0.5 }, {}, {}] });
  });
});
