import { describe, expect, it } from "vitest";
import { LooseJsonError, parseLooseJson } from "./loose-json.js";

describe("parseLooseJson reads what templates write", () => {
  it.each([
    ["strict JSON", '["a","b"]', ["a", "b"]],
    ["single quotes", "['Positive', 'Negative']", ["Positive", "Negative"]],
    ["bare keys", "{ text: 'None of the above' }", { text: "None of the above" }],
    ["hyphenated bare keys", "{label-color: '#fff'}", { "label-color": "#fff" }],
    ["trailing commas", "[{label: 'x',}, ]", [{ label: "x" }]],
    ["an empty list", "[ ]", []],
    ["an empty object", "{}", {}],
    ["mixed quotes", `['say "hi"', "it's"]`, ['say "hi"', "it's"]],
    ["escapes", String.raw`['it\'s', '\u00e9\x41\n']`, ["it's", "éA\n"]],
    ["numbers", "[1, -2.5, +3, .5, 1e3, 0x10]", [1, -2.5, 3, 0.5, 1000, 16]],
    ["words", "[true,false,null]", [true, false, null]],
    ["comments and line ends", "[ // one\n 'a', /* two */\n 'b' ]", ["a", "b"]],
    ["attributes escaped twice", "[&quot;a&quot;,&quot;b &amp; c&quot;]", ["a", "b & c"]],
    ["Korean and Portuguese", "['긍정', 'Não']", ["긍정", "Não"]],
    ["nesting", "{a:[{b:'c'}],}", { a: [{ b: "c" }] }],
  ])("%s", (_, text, value) => {
    expect(parseLooseJson(text)).toEqual(value);
  });

  it("keeps an entity that is part of sound JSON", () => {
    expect(parseLooseJson('["R&amp;D"]')).toEqual(["R&amp;D"]);
  });

  it("keeps a key that would name a prototype as data", () => {
    const value = parseLooseJson("{__proto__: 'x'}") as object;
    expect(Object.keys(value)).toEqual(["__proto__"]);
  });
});

describe("parseLooseJson says where it stopped", () => {
  it.each([
    ["", "expected a value at character 1, found the end"],
    ["['a' 'b']", `expected ] at character 6, found "'b']"`],
    ["['a", "expected the closing ' at character 4, found the end"],
    ["{a 1}", 'expected : at character 4, found "1}"'],
    ["[a]", 'expected a value at character 2, found "a]"'],
    ["[1] x", 'expected the end at character 5, found "x"'],
    [String.raw`['\u12']`, `expected 4 hexadecimal digits`],
  ])("%j", (text, message) => {
    expect(() => parseLooseJson(text)).toThrow(LooseJsonError);
    expect(() => parseLooseJson(text)).toThrow(message);
  });
});
