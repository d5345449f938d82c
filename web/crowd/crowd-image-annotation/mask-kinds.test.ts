import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backgroundColour } from "../raster/colours.js";
import { maskAddress } from "../raster/initial-mask.js";
import { readLabels } from "../workbench/work-label.js";
import { maskKinds } from "./mask-kinds.js";
import { toggled } from "./mask-panels.js";

const colours = fc.constantFrom("#ff0000", "#00ff00", "#fff", "#FFFFFF", "red", "#0072b2", "#1f77b4");

describe("a semantic mask beside shapes", () => {
  it("gives every label one colour of its own, never the background's", () => {
    fc.assert(
      fc.property(fc.array(colours, { maxLength: 24 }), fc.dictionary(fc.constantFrom("L0", "L3", "old"), colours), (given, before) => {
        const labels = readLabels(given.map((color, index) => ({ label: `L${index}`, color })));
        const initial = { labelMappings: Object.fromEntries(Object.entries(before).map(([name, color]) => [name, { color }])) };
        const objects = maskKinds["semantic"]?.start(labels, initial) ?? [];
        const used = objects.map(({ colour }) => colour);
        const twice = new Set(Object.values(before)).size < Object.values(before).length;
        if (!twice) expect(new Set(used).size).toBe(used.length);
        expect(used).not.toContain(backgroundColour);
      }),
    );
  });

  it("keeps the colours labels have, and those of the initial value before them", () => {
    const labels = readLabels([{ label: "Car", color: "#ff0000" }, { label: "Road", color: "#00ff00" }, { label: "Sky", color: "#ff0000" }]);
    const objects = maskKinds["semantic"]?.start(labels, { labelMappings: { Road: { color: "#2ca02c" } } }) ?? [];
    expect(objects.slice(0, 2).map(({ label, colour }) => [label, colour])).toEqual([["Car", 0xff0000], ["Road", 0x2ca02c]]);
    expect(objects[2]?.colour).not.toBe(0xff0000);
  });
});

describe("an earlier mask", () => {
  it("is read from its address, else from the answer itself", () => {
    expect(maskAddress({ src: " /mask.png ", labeledImage: { pngImageData: "AAAA" } })).toBe("/mask.png");
    expect(maskAddress({ labeledImage: { pngImageData: "AAAA" } })).toBe("data:image/png;base64,AAAA");
    expect([maskAddress({ labeledImage: 3 }), maskAddress(undefined), maskAddress([])]).toEqual(["", "", ""]);
  });
});

describe("the switch of all rows", () => {
  it("makes shapes and paint alike, whatever each was", () => {
    const row = (id: string, hidden: boolean): Parameters<typeof toggled>[0][number] => ({ id, hidden, label: "", color: "", detail: "", locked: false });
    const rows = [row("1", true), row("2", false), row("mask-4", false)];
    expect(toggled(rows, { id: undefined, what: "hidden" })).toEqual({ shapes: ["2"], values: [4] });
    expect(toggled(rows.map((each) => ({ ...each, hidden: true })), { id: undefined, what: "hidden" })).toEqual({ shapes: ["1", "2"], values: [4] });
    expect(toggled(rows, { id: "mask-4", what: "locked" })).toEqual({ shapes: [], values: [4] });
  });
});
