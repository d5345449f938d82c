/** Answers over time as bars of equal width, hours without any included. */

export interface Hour {
  readonly hour: string;
  readonly answers: number;
}

export interface Slot {
  /** When it begins, as milliseconds since 1970. */
  readonly from: number;
  readonly answers: number;
}

export interface Pace {
  readonly slots: readonly Slot[];
  /** Of one slot. */
  readonly hours: number;
}

const hourMs = 3_600_000;
const widths = [1, 3, 6, 12, 24];

/** The narrowest slots by which the whole time fits into so many bars. */
export function paceOf(hours: readonly Hour[], most = 30): Pace {
  const times = hours.map(({ hour, answers }) => ({ at: Math.floor(Date.parse(hour) / hourMs), answers }));
  if (times.length === 0) return { slots: [], hours: 1 };
  const first = Math.min(...times.map(({ at }) => at));
  const last = Math.max(...times.map(({ at }) => at));
  const width = widths.find((each) => (last - first) / each < most) ?? Math.ceil((last - first + 1) / most);
  const counts = Array.from({ length: Math.floor((last - first) / width) + 1 }, () => 0);
  for (const { at, answers } of times) {
    const slot = Math.floor((at - first) / width);
    counts[slot] = (counts[slot] ?? 0) + answers;
  }
  return { slots: counts.map((answers, slot) => ({ from: (first + slot * width) * hourMs, answers })), hours: width };
}
