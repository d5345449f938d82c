/** What the form "Adjust" holds, and the part of it that UpdateLabelingJob is asked to change. */
import type { JobSettings, JsonObject } from "../wire/contract.js";

export type SettingName = Exclude<keyof JobSettings, "PausedAt" | "RequiredSkills" | "AwardsSkill">;

export interface SettingField {
  readonly name: SettingName;
  readonly least: number;
  readonly most: number | null;
  readonly step: number | "any";
  /** 0, or nothing, switches it off. */
  readonly offAtZero?: true;
}

/** In the order of the form, with the bounds of the service model. */
export const settingFields: readonly SettingField[] = [
  { name: "Priority", least: -1000, most: 1000, step: 1 },
  { name: "MaxConcurrentTaskCount", least: 1, most: 5000, step: 1 },
  { name: "WorkersPerObject", least: 1, most: 1000, step: 1 },
  { name: "StopEarlyAtConfidence", least: 0, most: 1, step: "any", offAtZero: true },
  { name: "FewestWorkersPerObject", least: 2, most: 8, step: 1 },
  { name: "MostWorkersPerObject", least: 1, most: 1000, step: 1 },
  { name: "WantedConfidence", least: 0, most: 1, step: "any" },
  { name: "ReviewBelowConfidence", least: 0, most: 1, step: "any", offAtZero: true },
  { name: "ReviewFraction", least: 0, most: 1, step: "any", offAtZero: true },
  { name: "CorrectionSeconds", least: 0, most: 604_800, step: 1, offAtZero: true },
  { name: "StopAfter", least: 0, most: null, step: 1, offAtZero: true },
];

export type Typed = Readonly<Partial<Record<SettingName, string>>>;

/** Members that were typed and differ from what holds; emptying switches off what can be, other fields stay. */
export function changedSettings(held: JobSettings, typed: Typed): JsonObject {
  const changes: Record<string, number> = {};
  for (const { name, offAtZero } of settingFields) {
    const text = typed[name]?.trim();
    if (text === undefined || (text === "" && !offAtZero)) continue;
    const value = Number(text);
    if (Number.isFinite(value) && value !== (held[name] ?? (offAtZero ? 0 : undefined))) changes[name] = value;
  }
  return changes;
}
