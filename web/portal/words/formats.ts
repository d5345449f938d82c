/** Times and durations as each language writes them, in the reader's own time zone. */

/** The largest two units that matter: 45 s, 30 min, 2 h 15 min, 3 days. */
export function duration(tag: string, seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return unit(tag, "second", whole);
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return unit(tag, "minute", minutes);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return unit(tag, "day", Math.round(hours / 24));
  const rest = minutes % 60;
  return rest === 0 ? unit(tag, "hour", hours) : `${unit(tag, "hour", hours)} ${unit(tag, "minute", rest)}`;
}

function unit(tag: string, name: "second" | "minute" | "hour" | "day", amount: number): string {
  return new Intl.NumberFormat(tag, { style: "unit", unit: name, unitDisplay: "short" }).format(amount);
}

/** A share from 0 to 1, with two digits at most and never rounded up: 0.796 is not the 0.8 that is asked for. */
export function share(tag: string, value: number): string {
  const options = { maximumFractionDigits: 2, roundingMode: "floor" };
  return new Intl.NumberFormat(tag, options as Intl.NumberFormatOptions).format(value);
}

export const clockFace = {
  time: (tag: string, when: Date): string => new Intl.DateTimeFormat(tag, { timeStyle: "medium" }).format(when),
  day: (tag: string, iso: string): string =>
    new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", year: "numeric" }).format(new Date(iso)),
  moment: (tag: string, iso: string): string =>
    new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso)),
};
