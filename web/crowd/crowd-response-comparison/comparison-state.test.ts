import { describe, expect, it } from "vitest";
import { scaleList, stepsOf, turnsOf } from "./comparison-setup.js";
import {
  comparisonAnswer,
  missingPart,
  preferenceRanks,
  stateFrom,
  untouched,
  type ComparisonSetup,
} from "./comparison-state.js";

const setup: ComparisonSetup = {
  responses: ["😀 first", "second"],
  order: [1, 0],
  pairwise: true,
  dimensions: [{ name: "Overall", allowTie: true }],
  scales: scaleList(["Helpfulness"]),
};

describe("a preference between two", () => {
  it("is about the one shown first, whatever its place in the input", () => {
    expect(preferenceRanks(-2, [1, 0])).toEqual([2, 1]);
    expect(preferenceRanks(1, [1, 0])).toEqual([1, 2]);
    expect(preferenceRanks(0, [1, 0])).toEqual([1, 1]);
    expect(preferenceRanks(null, [1, 0])).toEqual([null, null]);
  });

  it("becomes ranks, a pair and how strongly", () => {
    const state = { ...untouched, preference: -2, ratings: { Helpfulness: [3, 5] } };
    expect(comparisonAnswer(state, setup)).toEqual({
      shownOrder: [1, 0],
      ordinalRankingDimensions: [{ name: "Overall", responseRankings: [2, 1] }],
      preferencePairs: [{ chosen: 1, rejected: 0, strength: 2 }],
      ratings: [{ name: "Helpfulness", min: 1, max: 5, responseRatings: [3, 5] }],
      comments: [],
    });
  });

  it("that is a tie gives no pair", () => {
    expect(comparisonAnswer({ ...untouched, preference: 0 }, setup)).toMatchObject({ preferencePairs: [] });
  });
});

describe("an answer", () => {
  it("counts a comment's offsets in code points and quotes it", () => {
    const comments = [{ response: 0, start: 3, end: 8, comment: "good" }];
    expect(comparisonAnswer({ ...untouched, comments }, setup)).toMatchObject({
      comments: [{ response: 0, startOffset: 2, endOffset: 7, text: "first", comment: "good" }],
    });
  });

  it("holds a demonstration only when something was written", () => {
    const written = comparisonAnswer({ ...untouched, demonstration: { text: "better", basedOn: 1 } }, setup);
    expect(written).toMatchObject({ demonstration: { text: "better", basedOn: 1 } });
    expect(comparisonAnswer({ ...untouched, demonstration: { text: " ", basedOn: 1 } }, setup)).not.toHaveProperty("demonstration");
  });

  it("is complete once everything is ranked and rated", () => {
    expect(missingPart(untouched, setup)).toBe("Overall");
    expect(missingPart({ ...untouched, preference: 0 }, setup)).toBe("Helpfulness");
    expect(missingPart({ ...untouched, preference: 0, ratings: { Helpfulness: [1, 2] } }, setup)).toBeUndefined();
    expect(missingPart(untouched, { ...setup, pairwise: false })).toBe("Overall");
  });
});

describe("a draft", () => {
  it("comes back as it went", () => {
    const state = {
      ranks: { Overall: [2, 1] },
      preference: 1,
      ratings: { Helpfulness: [null, 4] },
      comments: [{ response: 1, start: 0, end: 3, comment: "x" }],
      demonstration: { text: "half", basedOn: null },
    };
    expect(stateFrom(JSON.parse(JSON.stringify(state)), setup)).toEqual(state);
  });

  it.each([[null], ["x"], [[]], [{ ranks: 1, ratings: "x", comments: [null, {}, { response: 9, start: 0, end: 1, comment: "" }] }]])(
    "of something else is as untouched: %j",
    (draft) => {
      const state = stateFrom(draft, setup);
      expect(comparisonAnswer(state, setup)).toEqual(comparisonAnswer(untouched, setup));
    },
  );
});

describe("what the template says", () => {
  it.each([
    ["Why?", [{ role: "user", content: "Why?" }]],
    ["[{role: 'system', content: 'Be brief'}, {role: 'user', content: 'Hi'}]", [
      { role: "system", content: "Be brief" },
      { role: "user", content: "Hi" },
    ]],
    ["[{ not a list", [{ role: "user", content: "[{ not a list" }]],
    ["", []],
  ])("is a conversation: %s", (prompt, turns) => {
    expect(turnsOf(prompt)).toEqual(turns);
  });

  it("is scales", () => {
    const [plain, own] = scaleList(["A", { name: "B", min: 0, max: 2, minLabel: "no", maxLabel: "yes" }, { max: 3 }]);
    expect(plain).toEqual({ name: "A", min: 1, max: 5, minLabel: "", maxLabel: "" });
    expect(own === undefined ? [] : stepsOf(own)).toEqual([0, 1, 2]);
    expect(scaleList([{ name: "C", min: 1, max: 1000 }])[0]?.max).toBe(11);
  });
});
