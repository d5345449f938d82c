import { characterAfter, characterBefore } from "./text-boundaries.js";

const rightLetter = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const letter = /\p{L}/u;
const digit = /\p{Nd}/u;

/** A stretch of a line that is read against the line's own direction. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/**
 * The character one place to the right or left on the screen. In a stretch read against the line, logical order runs the
 * other way; its two ends stand exchanged, so that it is entered at its far end and left at its near one. A line has two
 * levels here: embeddings within embeddings (UAX #9) are walked as their outer one.
 */
export function characterBeside(text: string, from: number, right: boolean, lineIsRightToLeft: boolean): number {
  const onward = right !== lineIsRightToLeft;
  const [lineStart, lineEnd] = lineAt(text, from);
  const run = onward
    ? runsIn(text, lineStart, lineEnd, lineIsRightToLeft).find(({ start, end }) => from >= start && from < end)
    : runsIn(text, lineStart, lineEnd, lineIsRightToLeft).find(({ start, end }) => from > start && from <= end);
  if (run === undefined) return onward ? characterAfter(text, from) : characterBefore(text, from);
  if (onward) {
    if (from === run.start) return firstOr(characterBefore(text, run.end), run.start, run.end);
    const before = characterBefore(text, from);
    return before <= run.start ? run.end : before;
  }
  if (from === run.end) return firstOr(characterAfter(text, run.start), run.end, run.start);
  const after = characterAfter(text, from);
  return after >= run.end ? run.start : after;
}

/** A place within a run; where the run is one character long there is none, and the run is stepped over. */
function firstOr(inside: number, edge: number, over: number): number {
  return inside === edge ? over : inside;
}

/** The stretches of a line, between two places, that are read against its direction. */
export function runsIn(text: string, lineStart: number, lineEnd: number, lineIsRightToLeft: boolean): readonly Run[] {
  const runs: Run[] = [];
  let open: { start: number; end: number } | undefined;
  for (let at = lineStart; at < lineEnd; at += text.codePointAt(at) !== undefined && (text.codePointAt(at) ?? 0) > 0xff_ff ? 2 : 1) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const side = sideOf(character, lineIsRightToLeft);
    if (side === "against") {
      open ??= { start: at, end: at };
      open.end = at + character.length;
    } else if (side === "along" && open !== undefined) {
      runs.push(open);
      open = undefined;
    }
  }
  return open === undefined ? runs : [...runs, open];
}

function sideOf(character: string, lineIsRightToLeft: boolean): "along" | "against" | "neither" {
  if (rightLetter.test(character)) return lineIsRightToLeft ? "along" : "against";
  if (letter.test(character)) return lineIsRightToLeft ? "against" : "along";
  // Numbers are read from left to right in any line; in one from left to right they take the side of what is around them.
  return digit.test(character) && lineIsRightToLeft ? "against" : "neither";
}

/** Where the line around a place begins and ends; long ones are looked at near the place alone. */
function lineAt(text: string, from: number): readonly [number, number] {
  const near = 2000;
  const found = text.indexOf("\n", from);
  const start = Math.max(from - near, text.lastIndexOf("\n", from - 1) + 1);
  return [from === 0 ? 0 : start, Math.min(from + near, found === -1 ? text.length : found)];
}
