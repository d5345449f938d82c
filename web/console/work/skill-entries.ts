/** Skills as they are typed, and what UpdateLabelingJob is asked for. */
import type { JobSettings, JsonObject } from "../wire/contract.js";

export interface TypedSkill {
  /** Tells rows apart while their names are typed. */
  readonly key: number;
  readonly name: string;
  readonly minimum: string;
}

export interface TypedSkills {
  readonly required: readonly TypedSkill[];
  readonly awards: string;
  readonly after: string;
}

export type SkillMistake = "nameFirst" | "scoreFirst" | "twice" | "goldFirst";

const usualGold = 5;
const mostGold = 10_000;

/** A share from 0 to 1, typed with a point or a comma; null for anything else. */
export function scoreOf(text: string): number | null {
  const plain = text.trim().replace(",", ".");
  const value = Number(plain);
  return plain !== "" && value >= 0 && value <= 1 ? value : null;
}

/** What a form begins with. */
export function typedSkills(held: JobSettings): TypedSkills {
  return {
    required: held.RequiredSkills.map((skill, key) => ({ key, name: skill.SkillName, minimum: String(skill.MinimumScore) })),
    awards: held.AwardsSkill?.SkillName ?? "",
    after: String(held.AwardsSkill?.MinimumGoldAnswers ?? usualGold),
  };
}

/** The form with one more row, which is empty. */
export function withRow(typed: TypedSkills): TypedSkills {
  const key = Math.max(-1, ...typed.required.map((row) => row.key)) + 1;
  return { ...typed, required: [...typed.required, { key, name: "", minimum: "" }] };
}

/** The members to send, or what is wrong. Rows left empty count for nothing; a job that cannot test says nothing of it. */
export function skillsRequest(typed: TypedSkills, canTest: boolean): JsonObject | SkillMistake {
  const rows = typed.required.filter((row) => row.name.trim() !== "" || row.minimum.trim() !== "");
  const names = rows.map((row) => row.name.trim());
  if (names.includes("")) return "nameFirst";
  if (new Set(names).size < names.length) return "twice";
  const required = rows.map((row) => ({ SkillName: row.name.trim(), MinimumScore: scoreOf(row.minimum) }));
  if (required.some((skill) => skill.MinimumScore === null)) return "scoreFirst";
  if (!canTest) return { RequiredSkills: required };
  const awards = awardsRequest(typed);
  return awards === null ? "goldFirst" : { RequiredSkills: required, AwardsSkill: awards };
}

function awardsRequest({ awards, after }: TypedSkills): JsonObject | null {
  if (awards.trim() === "") return {};
  const count = Number(after.trim());
  return Number.isInteger(count) && count >= 1 && count <= mostGold ? { SkillName: awards.trim(), MinimumGoldAnswers: count } : null;
}
