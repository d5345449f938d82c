import * as edit from "../text-spans/annotation.js";
import { EditHistory } from "../text-spans/edit-history.js";
import { repetitions } from "../text-spans/repeated-words.js";
import { wholeCharacters } from "../text-spans/text-boundaries.js";
import { trimmed, type TextRange } from "../text-spans/text-range.js";

/** Where a worker's selection began and where it ends now; equal for a caret. */
export interface TextSelection {
  readonly anchor: number;
  readonly focus: number;
}

/** What an edit did, for the live region. */
export type SessionEvent =
  | { readonly kind: "added" | "changed" | "removed" | "resized" | "picked"; readonly span: edit.Span }
  | { readonly kind: "repeated"; readonly label: string; readonly count: number }
  | { readonly kind: "related"; readonly label: string }
  | { readonly kind: "undone" | "redone" | "relating" | "unrelated" };

/**
 * One worker's work on one text, without a screen: the spans and their history, what is selected, and which label is at
 * hand. Every change of any of it is told to `changed`, what an edit did to `told`.
 */
export class EntitySession {
  readonly text: string;
  readonly #history: EditHistory<edit.Annotation>;
  readonly #changed: () => void;
  readonly #told: (event: SessionEvent) => void;
  #preview: edit.Annotation | undefined;
  selection: TextSelection | undefined;
  selectedId: number | undefined;
  /** The label that each new selection gets at once. */
  activeLabel: string | undefined;
  /** The relation being drawn, until its second span is pointed at. */
  relating: { readonly label: string; readonly from: number } | undefined;

  constructor(text: string, first: edit.Annotation, changed: () => void, told: (event: SessionEvent) => void) {
    this.text = text;
    this.#history = new EditHistory(first);
    this.#changed = changed;
    this.#told = told;
  }

  /** What is marked, as the answer has it. */
  get annotation(): edit.Annotation {
    return this.#history.present;
  }

  /** What is to be shown: while a border is dragged, with the border where the pointer is. */
  get shown(): edit.Annotation {
    return this.#preview ?? this.annotation;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  get selected(): edit.Span | undefined {
    return edit.spanOf(this.annotation, this.selectedId);
  }

  /** The selected text in whole characters; undefined for a caret or none. */
  get range(): TextRange | undefined {
    if (this.selection === undefined || this.selection.anchor === this.selection.focus) return undefined;
    const { anchor, focus } = this.selection;
    return wholeCharacters(this.text, { start: Math.min(anchor, focus), end: Math.max(anchor, focus) });
  }

  select(selection: TextSelection | undefined): void {
    if (selection?.anchor === this.selection?.anchor && selection?.focus === this.selection?.focus) return;
    this.selection = selection;
    this.#changed();
  }

  /** Ends a selection made with a pointer: blanks at its ends were not meant. With a label at hand it becomes a span. */
  finishSelection(): void {
    const range = this.range;
    if (range === undefined) return;
    const words = trimmed(this.text, range);
    this.selection = words === undefined ? undefined : { anchor: words.start, focus: words.end };
    this.selectedId = undefined;
    if (words !== undefined && this.activeLabel !== undefined) this.#add(words, this.activeLabel);
    this.#changed();
  }

  /** A press on a label: it goes to the selected text, else to the selected span, else it becomes the one at hand. */
  useLabel(label: string): void {
    const range = this.range;
    if (range !== undefined) {
      this.#add(range, label);
      if (this.activeLabel !== undefined) this.activeLabel = label;
    } else if (this.selected !== undefined) this.#relabel(this.selected, label);
    else this.activeLabel = this.activeLabel === label ? undefined : label;
    this.#changed();
  }

  /** Marks one span as the one that keys are about; a relation being drawn ends there. */
  pick(id: number | undefined): void {
    const span = edit.spanOf(this.annotation, id);
    if (span !== undefined && this.relating !== undefined && this.relating.from !== span.id) this.#relate(span);
    else if (span !== undefined && span.id !== this.selectedId) this.#told({ kind: "picked", span });
    this.selectedId = span?.id;
    if (span !== undefined) this.selection = { anchor: span.end, focus: span.end };
    this.#changed();
  }

  /** Picks what lies at a place; at the same place again the next outer one; nothing where no span is. */
  pickAt(place: number): void {
    const there = edit.spansAt(this.annotation, place);
    const current = there.findIndex((span) => span.id === this.selectedId);
    const next = there[(current + 1) % Math.max(1, there.length)];
    if (next !== undefined) this.pick(next.id);
    else if (this.selectedId !== undefined) this.pick(undefined);
  }

  /** Picks the span after or before the picked one, else the caret, in reading order and round about. */
  step(way: 1 | -1): void {
    const { spans } = this.annotation;
    if (spans.length === 0) return;
    const current = spans.findIndex((span) => span.id === this.selectedId);
    const caret = this.selection?.focus ?? 0;
    const after = spans.findIndex((span) => span.start >= caret);
    const ahead = after === -1 ? spans.length : after;
    const next = current === -1 ? (way === 1 ? ahead : ahead - 1) : current + way;
    this.pick(spans[(next + spans.length) % spans.length]?.id);
  }

  remove(id = this.selectedId): void {
    const span = edit.spanOf(this.annotation, id);
    if (span === undefined) return;
    this.#push(edit.removeSpan(this.annotation, span.id));
    if (this.selectedId === span.id) this.selectedId = undefined;
    this.relating = undefined;
    this.#told({ kind: "removed", span });
    this.#changed();
  }

  /** Moves the borders of a span; one that would leave nothing is not moved. */
  resize(id: number, range: TextRange): void {
    this.#preview = undefined;
    this.#push(edit.changeSpan(this.annotation, id, wholeCharacters(this.text, range)));
    const span = edit.spanOf(this.annotation, id);
    if (span !== undefined) this.#told({ kind: "resized", span });
    this.#changed();
  }

  /** Shows borders where they would come to lie, without an edit; undefined shows what is. */
  previewResize(id: number, range: TextRange | undefined): void {
    this.#preview =
      range === undefined ? undefined : edit.changeSpan(this.annotation, id, wholeCharacters(this.text, range));
    this.#changed();
  }

  /** How often the words of the selected span stand without its label. */
  get repeatCount(): number {
    const span = this.selected;
    return span === undefined ? 0 : this.#unlabelled(span).length;
  }

  /** Gives the selected span's label to the same words everywhere. */
  repeat(): void {
    const span = this.selected;
    if (span === undefined) return;
    const places = this.#unlabelled(span);
    this.#push(edit.addSpans(this.annotation, places, span.label));
    this.#told({ kind: "repeated", label: span.label, count: places.length });
    this.#changed();
  }

  /** Begins a relation at the selected span; begun again it is called off. */
  relate(label: string): void {
    const from = this.selected?.id;
    this.relating = from === undefined || this.relating?.label === label ? undefined : { label, from };
    if (this.relating !== undefined) this.#told({ kind: "relating" });
    this.#changed();
  }

  removeRelation(id: number): void {
    if (this.#push(edit.removeRelation(this.annotation, id))) this.#told({ kind: "unrelated" });
    this.#changed();
  }

  undo(): void {
    if (this.#history.undo()) this.#stepped("undone");
  }

  redo(): void {
    if (this.#history.redo()) this.#stepped("redone");
  }

  /** Puts the whole work in another state, in one step that can be undone. */
  replace(annotation: edit.Annotation): void {
    this.#push(annotation);
    this.#changed();
  }

  /** Gives up the latest thing begun: a relation, a selection, a picked span, the label at hand. False when there was none. */
  cancel(): boolean {
    if (this.relating !== undefined) this.relating = undefined;
    else if (this.range !== undefined) this.#collapse(this.selection?.focus ?? 0);
    else if (this.selectedId !== undefined) this.selectedId = undefined;
    else if (this.activeLabel !== undefined) this.activeLabel = undefined;
    else return false;
    this.#changed();
    return true;
  }

  #add(range: TextRange, label: string): void {
    this.#push(edit.addSpans(this.annotation, [range], label));
    const span = edit.sameSpan(this.annotation, range, label);
    if (span !== undefined) this.#told({ kind: "added", span });
    // With a label at hand the next selection is what follows; else a correction of this span may.
    this.selectedId = this.activeLabel === undefined ? span?.id : undefined;
    this.#collapse(range.end);
  }

  #relabel(span: edit.Span, label: string): void {
    this.#push(edit.changeSpan(this.annotation, span.id, { label }));
    const now = edit.sameSpan(this.annotation, span, label);
    this.selectedId = now?.id;
    if (now !== undefined) this.#told({ kind: "changed", span: now });
  }

  #relate(to: edit.Span): void {
    if (this.relating === undefined) return;
    const { label, from } = this.relating;
    this.relating = undefined;
    this.#push(edit.addRelation(this.annotation, { label, from, to: to.id }));
    this.#told({ kind: "related", label });
  }

  #unlabelled(span: edit.Span): TextRange[] {
    const labelled = new Set(this.annotation.spans.filter((other) => other.label === span.label).map(placeKey));
    return repetitions(this.text, span).filter((place) => !labelled.has(placeKey(place)));
  }

  #collapse(place: number): void {
    this.selection = { anchor: place, focus: place };
  }

  #push(annotation: edit.Annotation): boolean {
    return this.#history.push(annotation);
  }

  #stepped(kind: "undone" | "redone"): void {
    this.relating = undefined;
    if (this.selected === undefined) this.selectedId = undefined;
    this.#told({ kind });
    this.#changed();
  }
}

function placeKey(range: TextRange): string {
  return `${range.start}-${range.end}`;
}
