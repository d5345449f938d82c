/** The values a slider can take: from min to max, in steps counted from min. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** The value of a range nearest to a number, without the dust of binary fractions (0.1 + 0.2). */
export function fitToRange(value: number, { min, max, step }: Range): number {
  if (max <= min) return min;
  const clamped = Math.min(Math.max(value, min), max);
  if (step <= 0) return clamped;
  const steps = Math.min(Math.round((clamped - min) / step), Math.floor((max - min) / step + 1e-9));
  return Number((min + steps * step).toFixed(Math.max(decimals(min), decimals(step))));
}

/** Where a value lies between min (0) and max (1). */
export function shareOfRange(value: number, { min, max }: Range): number {
  return max <= min ? 0 : Math.min(Math.max((value - min) / (max - min), 0), 1);
}

function decimals(value: number): number {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  return Math.min(Math.max((mantissa.split(".")[1]?.length ?? 0) - Number(exponent), 0), 100);
}
