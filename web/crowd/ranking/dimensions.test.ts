import { describe, expect, it } from "vitest";
import { parseLooseJson } from "../attributes/loose-json.js";
import { dimensionList } from "./dimensions.js";

describe("dimensions", () => {
  it("are read as AWS's templates write them", () => {
    const text = '[{"name":"Clarity","allowTie":true},{"name":"Inclusivity","allowTie":false}]';
    expect(dimensionList(parseLooseJson(text))).toEqual([
      { name: "Clarity", allowTie: true },
      { name: "Inclusivity", allowTie: false },
    ]);
  });

  it.each([
    [undefined, []],
    ["Clarity", []],
    [[{ allowTie: true }, 3, null, ""], []],
    [["Clarity"], [{ name: "Clarity", allowTie: false }]],
    [[{ name: "A" }, { name: "A", allowTie: true }], [{ name: "A", allowTie: false }]],
  ])("leave out what is none, and repeats: %j", (given, dimensions) => {
    expect(dimensionList(given)).toEqual(dimensions);
  });
});
