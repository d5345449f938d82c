import type { Json } from "../../shared/messages/worker-page-messages.js";

/** A stretch of audio, in seconds from its beginning. `id` is the page's own and in no answer. */
export interface AudioRegion {
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly text: string;
}

/** Shorter than this nobody can hear or grasp a region, in seconds. */
export const shortestRegion = 0.02;

/** A stretch that lies within the audio, starts before it ends and is no shorter than can be grasped; milliseconds at most. */
export function fitted(start: number, end: number, duration: number): { readonly start: number; readonly end: number } {
  const [first, last] = start <= end ? [start, end] : [end, start];
  const from = Math.min(Math.max(first, 0), Math.max(duration - shortestRegion, 0));
  const to = Math.min(Math.max(last, from + shortestRegion), Math.max(duration, from + shortestRegion));
  return { start: rounded(from), end: rounded(to) };
}

/** Adds or replaces a region; they stay in the order of their starts. */
export function withRegion(regions: readonly AudioRegion[], region: AudioRegion): readonly AudioRegion[] {
  const others = regions.filter(({ id }) => id !== region.id);
  return [...others, region].sort((a, b) => a.start - b.start || a.end - b.end || a.id - b.id);
}

export function withoutRegion(regions: readonly AudioRegion[], id: number): readonly AudioRegion[] {
  return regions.filter((region) => region.id !== id);
}

/** A number no region has. */
export function freeId(regions: readonly AudioRegion[]): number {
  return Math.max(0, ...regions.map(({ id }) => id)) + 1;
}

/** Regions as an answer has them. */
export function regionsAnswer(regions: readonly AudioRegion[], withText: boolean): Json[] {
  return regions.map(({ start, end, label, text }) => (withText ? { start, end, label, text } : { start, end, label }));
}

/** Regions from an initial value, an answer or a draft; what is none, or has a label that is not offered, is left out. */
export function regionsFrom(given: unknown, labels: readonly string[]): readonly AudioRegion[] {
  const list: readonly unknown[] = Array.isArray(given) ? given : [];
  return list.reduce<readonly AudioRegion[]>((regions, entry) => {
    const region = regionFrom(entry, freeId(regions), labels);
    return region === undefined ? regions : withRegion(regions, region);
  }, []);
}

function regionFrom(given: unknown, id: number, labels: readonly string[]): AudioRegion | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const { start, end, label, text } = given as Record<string, unknown>;
  if (typeof start !== "number" || typeof end !== "number" || !(start >= 0 && start < end && end < Infinity)) return undefined;
  const named = typeof label === "string" ? label : "";
  if (labels.length > 0 && !labels.includes(named)) return undefined;
  return { id, start: rounded(start), end: rounded(end), label: named, text: typeof text === "string" ? text : "" };
}

/** Seconds as a person reads them: 1:05.320. */
export function clock(seconds: number): string {
  const whole = Math.max(0, seconds);
  const minutes = Math.floor(whole / 60);
  return `${minutes}:${(whole - minutes * 60).toFixed(2).padStart(5, "0")}`;
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
