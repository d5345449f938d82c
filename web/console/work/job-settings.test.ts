import { expect, test } from "vitest";
import { changedSettings } from "./job-settings.js";

const held = { Priority: 0, MaxConcurrentTaskCount: 1000, WorkersPerObject: 2, MostWorkersPerObject: 2, RequiredSkills: [] };

test("only what was typed and differs is asked for", () => {
  expect(changedSettings(held, {})).toEqual({});
  expect(changedSettings(held, { Priority: "0", WorkersPerObject: " 3 " })).toEqual({ WorkersPerObject: 3 });
  expect(changedSettings(held, { MostWorkersPerObject: "5", WantedConfidence: "0.9" })).toEqual({ MostWorkersPerObject: 5, WantedConfidence: 0.9 });
});

test("an emptied limit is taken away; other emptied fields leave things as they are", () => {
  expect(changedSettings({ ...held, StopAfter: 500 }, { StopAfter: "", Priority: "" })).toEqual({ StopAfter: 0 });
  expect(changedSettings(held, { StopAfter: "" })).toEqual({});
});

test("what can be switched off is so by 0 or by nothing", () => {
  const on = { ...held, ReviewFraction: 0.1, StopEarlyAtConfidence: 0.95, CorrectionSeconds: 60 };
  expect(changedSettings(on, { ReviewFraction: "", StopEarlyAtConfidence: "0", CorrectionSeconds: " " })).toEqual({
    ReviewFraction: 0,
    StopEarlyAtConfidence: 0,
    CorrectionSeconds: 0,
  });
  expect(changedSettings(held, { ReviewBelowConfidence: "0", FewestWorkersPerObject: "" })).toEqual({});
});
