import { characterAt } from "../text-spans/text-boundaries.js";
import { spansAt } from "../text-spans/annotation.js";
import type { SpanLabel } from "../text-spans/label-set.js";
import type { TextRange } from "../text-spans/text-range.js";
import type { EntitySession, SessionEvent } from "./entity-session.js";
import { entityWords } from "./entity-words.js";

/** More than this is not read aloud. */
const mostSpoken = 120;

export function excerpt(text: string, range: TextRange): string {
  const cut = text.slice(range.start, Math.min(range.end, range.start + mostSpoken)).replace(/\s+/g, " ").trim();
  return range.end - range.start > mostSpoken ? `${cut}…` : cut;
}

/** What an edit did, for those who cannot see it. */
export function eventMessage(event: SessionEvent, text: string, labels: ReadonlyMap<string, SpanLabel>): string {
  const words = entityWords();
  if (event.kind === "repeated") return words.repeated(nameOf(event.label, labels), event.count);
  if (event.kind === "related") return words.related(event.label);
  if (event.kind === "relating") return words.relateHint;
  if (!("span" in event)) return words[event.kind];
  return words[event.kind](nameOf(event.span.label, labels), excerpt(text, event.span));
}

/** What the caret has come to or the selection holds, for those who cannot see it. */
export function caretMessage(session: EntitySession, labels: ReadonlyMap<string, SpanLabel>): string {
  const { text, range } = session;
  if (range !== undefined) return entityWords().selected(excerpt(text, range));
  const place = session.selection?.focus ?? 0;
  const over = spansAt(session.annotation, place).map((span) => nameOf(span.label, labels));
  return [characterName(text, place), ...over].join(", ");
}

function characterName(text: string, place: number): string {
  const { start, end } = characterAt(text, place);
  const character = text.slice(start, end);
  if (character === "") return entityWords().textEnd;
  if (/^[\r\n]/.test(character)) return entityWords().lineBreak;
  return character.trim() === "" ? entityWords().blank : character;
}

function nameOf(label: string, labels: ReadonlyMap<string, SpanLabel>): string {
  return labels.get(label)?.fullName ?? label;
}
