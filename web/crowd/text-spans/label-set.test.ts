import { describe, expect, it } from "vitest";
import { labelColors, labelLook } from "./label-colors.js";
import { labelSet, matchingLabels } from "./label-set.js";

describe("labels", () => {
  it("are read as AWS writes them, names defaulting to the label", () => {
    const given = [{ label: "person", shortDisplayName: "per", fullDisplayName: "Person" }, { label: "date" }, "org", 7];
    expect(labelSet(given).map(({ label, shortName, fullName, key }) => [label, shortName, fullName, key])).toEqual([
      ["person", "per", "Person", "1"],
      ["date", "date", "date", "2"],
      ["org", "org", "org", "3"],
      ["7", "7", "7", "4"],
    ]);
  });

  it("without a name, repeated, or in no list are left out", () => {
    expect(labelSet([{ shortDisplayName: "x" }, null, "a", { label: "a" }]).map((label) => label.label)).toEqual(["a"]);
    expect(labelSet("a")).toEqual([]);
  });

  it("have keys until digits and letters are used up", () => {
    const keys = labelSet(Array.from({ length: 38 }, (_, index) => `l${index}`)).map((label) => label.key);
    expect(keys.slice(8, 12)).toEqual(["9", "0", "a", "b"]);
    expect(keys.slice(35)).toEqual(["z", undefined, undefined]);
  });

  it("are found by any of their names, in any case and without accents, beginnings first", () => {
    const labels = labelSet([{ label: "ORG", fullDisplayName: "Organização" }, "Big organ", "Pessoa"]);
    expect(matchingLabels(labels, "ORGANIZACAO").map((label) => label.label)).toEqual(["ORG"]);
    expect(matchingLabels(labels, "organ").map((label) => label.label)).toEqual(["ORG", "Big organ"]);
    expect(matchingLabels(labels, "organ big").map((label) => label.label)).toEqual(["Big organ"]);
    expect(matchingLabels(labels, "").length).toBe(3);
  });
});

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(first: readonly number[], second: readonly number[]): number {
  const [bright = 0, dim = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((place) => Number.parseInt(hex.slice(place, place + 2), 16));
}

/** color-mix(in srgb, color share, ground). */
function mixed(color: string, share: number, ground: string): number[] {
  const under = channels(ground);
  return channels(color).map((channel, index) => channel * share + (under[index] ?? 0) * (1 - share));
}

describe("label colours", () => {
  // --tl-surface and --tl-text of tokens.css; the sunken and raised grounds lie between them and these.
  const themes = [
    { theme: "light", surface: "#ffffff", text: "#1a222d" },
    { theme: "dark", surface: "#191f26", text: "#e7ebf0" },
  ] as const;

  it.each(themes)("keep 4.5:1 on the page and under a tag's letters, $theme", ({ theme, surface }) => {
    for (const color of labelColors) expect(contrast(channels(color[theme]), channels(surface))).toBeGreaterThan(4.5);
  });

  it.each(themes)("leave 4.5:1 to the text they are laid under, $theme", ({ theme, surface, text }) => {
    for (const color of labelColors)
      expect(contrast(mixed(color[theme], 0.34, surface), channels(text))).toBeGreaterThan(4.5);
  });

  it("never look the same for the first twenty-four labels", () => {
    const looks = Array.from({ length: 24 }, (_, index) => JSON.stringify(labelLook(index)));
    expect(new Set(looks).size).toBe(24);
  });
});
