import { describe, expect, it } from "vitest";
import { declaresColours, setsColour } from "./own-colours.js";

describe("setsColour", () => {
  it.each(["color: red", "p{background:#fff}", "a { margin: 0; background-color : rgb(1 2 3) }", "x{background-image:url(a)}"])(
    "sees %j",
    (text) => {
      expect(setsColour(text)).toBe(true);
    },
  );

  it.each(["border-color: red", "color: inherit", "background: none", "margin: 0", "--color: red", "background:transparent"])(
    "does not see %j",
    (text) => {
      expect(setsColour(text)).toBe(false);
    },
  );
});

describe("declaresColours", () => {
  function page(html: string): Document {
    return new DOMParser().parseFromString(html, "text/html");
  }

  it("looks at style attributes and old presentational ones", () => {
    expect(declaresColours(page('<p style="color: #333">x</p>'))).toBe(true);
    expect(declaresColours(page('<body bgcolor="white">x</body>'))).toBe(true);
    expect(declaresColours(page('<p style="font-size: large">x</p>'))).toBe(false);
  });
});
