import { expect, test } from "vitest";
import { scoreOf, skillsRequest, typedSkills, withRow } from "./skill-entries.js";

const plain = { Priority: 0, MaxConcurrentTaskCount: 1000, WorkersPerObject: 2, MostWorkersPerObject: 2, RequiredSkills: [] };
const asking = {
  ...plain,
  RequiredSkills: [{ SkillName: "Birds", MinimumScore: 0.8 }],
  AwardsSkill: { SkillName: "Fish", MinimumGoldAnswers: 10 },
};

test("a score is a share from 0 to 1, with a point or a comma", () => {
  expect([" 0.8 ", "0,8", "1", "0"].map(scoreOf)).toEqual([0.8, 0.8, 1, 0]);
  expect(["", " ", "well", "1.1", "-0.1", "1,0,0"].map(scoreOf)).toEqual([null, null, null, null, null, null]);
});

test("what holds is what is sent when nothing was typed", () => {
  expect(skillsRequest(typedSkills(asking), true)).toEqual({ RequiredSkills: asking.RequiredSkills, AwardsSkill: asking.AwardsSkill });
  expect(skillsRequest(typedSkills(plain), true)).toEqual({ RequiredSkills: [], AwardsSkill: {} });
});

test("a job that cannot be a test is not asked to be none", () => {
  expect(skillsRequest(typedSkills(plain), false)).toEqual({ RequiredSkills: [] });
});

test("rows left empty count for nothing, and every row has a key of its own", () => {
  const more = withRow(withRow(typedSkills(asking)));
  expect(more.required.map((row) => row.key)).toEqual([0, 1, 2]);
  expect(skillsRequest(more, false)).toEqual({ RequiredSkills: asking.RequiredSkills });
});

test("what is wrong is said before it is sent", () => {
  const row = { key: 9, name: "Birds", minimum: "0.5" };
  const typed = typedSkills(asking);
  expect(skillsRequest({ ...typed, required: [...typed.required, row] }, true)).toBe("twice");
  expect(skillsRequest({ ...typed, required: [{ ...row, name: " " }] }, true)).toBe("nameFirst");
  expect(skillsRequest({ ...typed, required: [{ ...row, minimum: "8" }] }, true)).toBe("scoreFirst");
  expect(skillsRequest({ ...typed, after: "0.5" }, true)).toBe("goldFirst");
});
