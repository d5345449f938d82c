import { describe, expect, it } from "vitest";
import { annotationOf } from "../text-spans/annotation.js";
import { EntitySession, type SessionEvent } from "./entity-session.js";

const text = "Ana met Bia. Ana left.";

interface Told {
  readonly session: EntitySession;
  readonly kinds: SessionEvent["kind"][];
}

function session(...given: readonly (readonly [number, number, string])[]): Told {
  const { annotation } = annotationOf(given.map(([start, end, label]) => ({ start, end, label })));
  const kinds: SessionEvent["kind"][] = [];
  return { session: new EntitySession(text, annotation, () => undefined, (event) => kinds.push(event.kind)), kinds };
}

function marked(of: EntitySession): string[] {
  return of.annotation.spans.map((span) => `${span.label} ${text.slice(span.start, span.end)}`);
}

describe("a label", () => {
  it("goes to the selected text, and that span can be corrected at once", () => {
    const { session: work, kinds } = session();
    work.select({ anchor: 3, focus: 0 });
    work.useLabel("a");
    work.useLabel("b");
    expect(marked(work)).toEqual(["b Ana"]);
    expect(kinds).toEqual(["added", "changed"]);
  });

  it("at hand goes to each finished selection, and another one then takes its place", () => {
    const { session: work } = session();
    work.useLabel("a");
    work.select({ anchor: 0, focus: 4 });
    work.finishSelection();
    work.useLabel("b");
    work.select({ anchor: 8, focus: 11 });
    work.finishSelection();
    expect(marked(work)).toEqual(["a Ana", "b Bia"]);
    work.useLabel("b");
    expect(work.activeLabel).toBeUndefined();
  });

  it("is put on the words again wherever they stand, in one step", () => {
    const { session: work } = session([0, 3, "a"]);
    work.pick(1);
    expect(work.repeatCount).toBe(1);
    work.repeat();
    expect(marked(work)).toEqual(["a Ana", "a Ana"]);
    expect(work.repeatCount).toBe(0);
    work.undo();
    expect(marked(work)).toEqual(["a Ana"]);
  });
});

describe("picking", () => {
  it("goes through what lies over a place from the inner to the outer and round", () => {
    const { session: work } = session([0, 11, "outer"], [0, 3, "inner"]);
    const picked = [1, 2, 3].map(() => {
      work.pickAt(1);
      return work.selected?.label;
    });
    expect(picked).toEqual(["inner", "outer", "inner"]);
    work.pickAt(20);
    expect(work.selected).toBeUndefined();
  });

  it("steps from the caret to the next span and back, and round about", () => {
    const { session: work } = session([0, 3, "a"], [8, 11, "b"], [13, 16, "c"]);
    work.select({ anchor: 5, focus: 5 });
    const way = [1, 1, 1, -1].map((step) => {
      work.step(step as 1 | -1);
      return work.selected?.label;
    });
    expect(way).toEqual(["b", "c", "a", "c"]);
  });
});

describe("borders", () => {
  it("being dragged are shown and are no edit until they are let go", () => {
    const { session: work } = session([0, 3, "a"]);
    work.previewResize(1, { start: 0, end: 7 });
    expect([work.shown.spans[0]?.end, work.annotation.spans[0]?.end, work.canUndo]).toEqual([7, 3, false]);
    work.resize(1, { start: 0, end: 7 });
    expect([work.shown.spans[0]?.end, work.annotation.spans[0]?.end, work.canUndo]).toEqual([7, 7, true]);
  });

  it("that would leave nothing stay", () => {
    const { session: work } = session([0, 3, "a"]);
    work.resize(1, { start: 3, end: 3 });
    expect(marked(work)).toEqual(["a Ana"]);
  });
});

describe("a relation", () => {
  it("goes from the picked span to the one picked next", () => {
    const { session: work } = session([0, 3, "a"], [8, 11, "b"]);
    work.pick(1);
    work.relate("knows");
    work.pick(2);
    expect(work.annotation.relations.map(({ from, to, label }) => [from, to, label])).toEqual([[1, 2, "knows"]]);
    expect(work.relating).toBeUndefined();
  });

  it("goes with its spans and comes back with them", () => {
    const { session: work } = session([0, 3, "a"], [8, 11, "b"]);
    work.pick(1);
    work.relate("knows");
    work.pick(2);
    work.remove();
    expect(work.annotation.relations).toEqual([]);
    work.undo();
    expect(work.annotation.relations.length).toBe(1);
  });
});

describe("Escape", () => {
  it("gives up the latest thing begun, one after the other", () => {
    const { session: work } = session([0, 3, "a"]);
    work.activeLabel = "b";
    work.pick(1);
    work.relate("knows");
    const left = [1, 2, 3, 4].map(() => [work.cancel(), work.relating, work.selectedId, work.activeLabel]);
    expect(left).toEqual([
      [true, undefined, 1, "b"],
      [true, undefined, undefined, "b"],
      [true, undefined, undefined, undefined],
      [false, undefined, undefined, undefined],
    ]);
  });
});
