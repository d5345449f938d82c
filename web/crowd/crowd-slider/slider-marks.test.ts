import { expect, it } from "vitest";
import { marksIn } from "./slider-marks.js";

it("reads the words of a slider in the order of their places and leaves out those without one", () => {
  const slider = document.createElement("div");
  slider.innerHTML =
    '<crowd-slider-label position="5"> Good </crowd-slider-label><crowd-slider-label position="1">Poor</crowd-slider-label>' +
    "<crowd-slider-label>Nowhere</crowd-slider-label>";
  expect(marksIn(slider)).toEqual([
    { position: 1, text: "Poor" },
    { position: 5, text: "Good" },
  ]);
});
