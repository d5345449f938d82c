import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as edit from "./annotation.js";
import { EditHistory } from "./edit-history.js";

type Step = (now: edit.Annotation) => edit.Annotation;

const place = fc.tuple(fc.nat(40), fc.integer({ min: 0, max: 10 })).map(([start, size]) => ({ start, end: start + size }));
const id = fc.nat(12);
const label = fc.constantFrom("a", "b");
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.array(place, { maxLength: 4 }), label).map(([ranges, name]): Step => (now) => edit.addSpans(now, ranges, name)),
  fc.tuple(id, label).map(([which, name]): Step => (now) => edit.changeSpan(now, which, { label: name })),
  fc.tuple(id, place).map(([which, range]): Step => (now) => edit.changeSpan(now, which, range)),
  id.map((which): Step => (now) => edit.removeSpan(now, which)),
  fc.tuple(id, id).map(([from, to]): Step => (now) => edit.addRelation(now, { label: "r", from, to })),
  id.map((which): Step => (now) => edit.removeRelation(now, which)),
);

describe("edits", () => {
  it("keep spans in reading order, none empty, none twice, and no relation without its spans", () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const { spans, relations } = steps.reduce((now, next) => next(now), edit.nothingMarked);
        const ids = spans.map((span) => span.id);
        expect(spans.every((span) => span.start < span.end)).toBe(true);
        expect(new Set(spans.map((span) => `${span.start} ${span.end} ${span.label}`)).size).toBe(spans.length);
        expect(spans.map((span) => span.start)).toEqual(spans.map((span) => span.start).sort((a, b) => a - b));
        expect(relations.every(({ from, to }) => from !== to && ids.includes(from) && ids.includes(to))).toBe(true);
      }),
    );
  });

  it("undone come back one by one to exactly what was, and redone to what became of it", () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const history = new EditHistory(edit.nothingMarked);
        const seen = [edit.nothingMarked];
        for (const next of steps) if (history.push(next(history.present))) seen.push(history.present);
        const back = [history.present];
        while (history.undo()) back.unshift(history.present);
        expect(back).toEqual(seen);
        while (history.redo());
        expect(history.present).toBe(seen.at(-1));
        expect(history.canRedo).toBe(false);
      }),
    );
  });

  it("after an undo take the place of what was undone", () => {
    const history = new EditHistory("a");
    history.push("b");
    history.undo();
    expect([history.canUndo, history.canRedo, history.push("a")]).toEqual([false, true, false]);
    history.push("c");
    expect([history.present, history.canRedo]).toEqual(["c", false]);
  });

  it("join a span with the one it comes to lie on, relations too", () => {
    const places = [{ start: 0, end: 2 }, { start: 0, end: 4 }, { start: 6, end: 8 }];
    const three = edit.addSpans(edit.nothingMarked, places, "a");
    const [long, short, other] = three.spans.map((span) => span.id);
    const related = edit.addRelation(three, { label: "r", from: short ?? 0, to: other ?? 0 });
    const joined = edit.changeSpan(related, short ?? 0, { end: 4 });
    expect(joined.spans.map((span) => span.id)).toEqual([long, other]);
    expect(joined.relations.map(({ from, to }) => [from, to])).toEqual([[long, other]]);
  });
});

describe("pointing at a place", () => {
  it("means the shortest span there first", () => {
    const nested = edit.addSpans(edit.nothingMarked, [{ start: 0, end: 9 }, { start: 2, end: 5 }], "a");
    expect(edit.spansAt(nested, 3).map((span) => span.end)).toEqual([5, 9]);
    expect(edit.spansAt(nested, 5).map((span) => span.end)).toEqual([9]);
  });
});
