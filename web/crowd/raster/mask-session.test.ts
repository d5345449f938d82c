import { describe, expect, it, vi } from "vitest";
import { uprightView } from "../drawing/view.js";
import { readDraft } from "./mask-draft.js";
import { assignMask } from "./initial-mask.js";
import { valueAt } from "./label-map.js";
import { MaskHolder } from "./mask-holder.js";
import { instanceKind, semanticKind } from "./mask-kind.js";
import { PaintingSession } from "./painting-session.js";
import type { PixelClient } from "./pixel-client.js";
import { readLabels } from "../workbench/work-label.js";
import type { SessionHost } from "./session-host.js";

const size = { width: 12, height: 8 };
const labels = readLabels(["Cat", "Dog"]);

function host(): SessionHost {
  return {
    view: uprightView(1),
    isDisabled: false,
    requestDraw: vi.fn(),
    requestUpdate: vi.fn(),
    edited: vi.fn(),
    analyse: () => Promise.resolve(undefined),
  };
}

function painted(session: PaintingSession, y: number, left: number, right: number): void {
  const painting = session.begin(false);
  if (painting === undefined) throw new Error("nothing may be painted");
  painting.span(y, left, right);
  session.commit(painting);
}

describe("labels and their colours", () => {
  it("are AWS's own in its order, but for those an initial value gives", () => {
    const objects = semanticKind.start(labels, { labelMappings: { Dog: { color: "#1F77B4" }, Cow: { color: "#123" } } });
    expect(objects.map(({ value, label, colour }) => [value, label, colour.toString(16)])).toEqual([
      [1, "Cat", "ff7f0e"],
      [2, "Dog", "1f77b4"],
      [3, "Cow", "112233"],
    ]);
  });

  it("of an earlier mask find their values, and what nobody owns becomes an object that is kept", () => {
    const objects = semanticKind.start(labels, undefined);
    const mask = assignMask({ ...size, colours: [0xffffff, 0x010203, 0xff7f0e], cells: Uint16Array.of(0, 1, 2) }, objects);
    expect(Array.from(mask.cells)).toEqual([0, 3, 2]);
    expect(mask.objects.at(-1)).toEqual({ value: 3, label: "#010203", colour: 0x010203, owned: false });
  });

  it("of instances are read once for each colour", () => {
    const instances = [{ color: "#ff0000", label: "Cat" }, { color: "#ff0000", label: "Dog" }, { label: "Cat" }, 7];
    expect(instanceKind.start(labels, { instances }).map(({ label }) => label)).toEqual(["Cat"]);
  });
});

describe("painting instances", () => {
  it("makes a new one with the stroke and unmakes it with undo", () => {
    const session = new PaintingSession(host(), instanceKind, size, []);
    session.pickLabel("Cat");
    painted(session, 1, 0, 4);
    session.pickLabel("Cat");
    painted(session, 3, 0, 4);
    expect(session.document.objects.map(({ value, label }) => [value, label])).toEqual([[1, "Cat"], [2, "Cat"]]);
    session.undo();
    expect(session.document.objects.length).toBe(1);
    expect(valueAt(session.map, 0, 3)).toBe(0);
    session.redo();
    expect(valueAt(session.map, 0, 3)).toBe(2);
  });

  it("leaves nothing behind when the stroke is given up or changes nothing", () => {
    const session = new PaintingSession(host(), instanceKind, size, []);
    session.pickLabel("Cat");
    const given = session.begin(false);
    given?.span(0, 0, 5);
    if (given !== undefined) session.abandon(given);
    const outside = session.begin(false);
    if (outside !== undefined) session.commit(outside);
    expect(session.document.objects).toEqual([]);
    expect(session.document.canUndo).toBe(false);
    expect(session.document.holdsAnything).toBe(false);
  });
});

describe("a mask from picture, initial value and draft", () => {
  const client = { ask: () => Promise.reject(new Error("no worker")), close: vi.fn() } as unknown as PixelClient;

  it("keeps what was painted when the same picture comes again or labels come late", async () => {
    const holder = new MaskHolder(host(), semanticKind, client);
    holder.setSource({ labels, initial: undefined });
    await Promise.resolve();
    holder.setSize(size);
    holder.session?.pickLabel("Dog");
    if (holder.session !== undefined) painted(holder.session, 2, 1, 5);
    holder.setSize(size);
    holder.setSource({ labels: readLabels(["Bird", "Dog", "Cat"]), initial: undefined });
    await Promise.resolve();
    const { document } = holder.session ?? {};
    expect(document?.pixelsOf(2)).toBe(4);
    expect(document?.objects.map(({ label }) => label)).toEqual(["Cat", "Dog", "Bird"]);
    expect(new Set(document?.objects.map(({ colour }) => colour)).size).toBe(3);
  });

  it("is restored from its draft before or after the picture is there", () => {
    const first = new MaskHolder(host(), semanticKind, client);
    first.setSource({ labels, initial: undefined });
    first.setSize(size);
    first.session?.pickLabel("Cat");
    if (first.session !== undefined) painted(first.session, 5, 3, 9);
    const draft = first.draftState;
    expect(readDraft(draft).cells).toEqual(first.session?.map.cells);
    for (const early of [true, false]) {
      const second = new MaskHolder(host(), semanticKind, client);
      second.setSource({ labels, initial: undefined });
      if (early) second.restore(draft);
      second.setSize(size);
      if (!early) second.restore(draft);
      expect(second.session?.map.cells).toEqual(first.session?.map.cells);
      expect(second.draftState).toEqual(draft);
    }
  });

  it("refuses a draft that is none of its own", () => {
    expect(() => readDraft("x")).toThrow("holds no mask");
    expect(() => readDraft({ width: 2, height: 2, objects: [], runs: "AAE=" })).toThrow("4 were expected");
    expect(() => readDraft({ width: 1, height: 1, objects: [{}], runs: "AAE=" })).toThrow("damaged");
  });
});
