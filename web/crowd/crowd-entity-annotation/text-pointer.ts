import { characterAfter, characterBefore, wordAt } from "../text-spans/text-boundaries.js";
import type { TextRange } from "../text-spans/text-range.js";
import type { EntitySession, TextSelection } from "./entity-session.js";
import { readSelection, sameSelection, writeSelection } from "./native-selection.js";
import { positionAt } from "./text-geometry.js";
import type { TextSurface } from "./text-surface.js";

/**
 * What mouse, pen and finger do in the text: the browser selects, a press on a span or its tag picks it, a press on the
 * tag's cross removes it, and the picked span's handles move its borders.
 */
export class TextPointer {
  readonly #surface: TextSurface;
  readonly #session: EntitySession;
  #edge: { readonly id: number; readonly edge: string; readonly pointer: number } | undefined;
  #moved: { readonly start: number; readonly end: number } | undefined;
  /** Whether labels should come to the selection: a finger's has the system's own menu beside it, and keys need none. */
  offersLabels = false;
  /** Whether a button or finger is down that may be selecting. */
  selecting = false;
  #kind = "mouse";
  #unfinished: (() => void) | undefined;
  /** What the browser made of the selection it was given: it may leave out a last line break. */
  #written: TextSelection | undefined;
  /** The word under a double click. Browsers disagree on what it holds, and some add the blank behind it. */
  #word: TextRange | undefined;

  constructor(surface: TextSurface, session: EntitySession) {
    this.#surface = surface;
    this.#session = session;
  }

  listen(signal: AbortSignal): void {
    const { host } = this.#surface;
    host.addEventListener("pointerdown", this.#down, { signal });
    host.addEventListener("pointermove", this.#move, { signal });
    host.addEventListener("pointercancel", this.#cancel, { signal });
    host.addEventListener("dblclick", this.#doubleClick, { signal });
    host.addEventListener("contextmenu", this.#contextMenu, { signal });
    document.addEventListener("pointerup", this.#up, { signal });
    document.addEventListener("selectionchange", this.#selected, { signal });
  }

  /** Has the browser select what is selected in the session. */
  writeSelection(): void {
    const { selection } = this.#session;
    if (this.selecting || selection === undefined) return;
    writeSelection(this.#surface, selection);
    this.#written = readSelection(this.#surface);
  }

  readonly #down = (event: PointerEvent): void => {
    this.settle();
    this.#kind = event.pointerType;
    this.offersLabels = false;
    if (event.button !== 0 || !event.isPrimary) return;
    const target = event.target instanceof HTMLElement ? event.target : undefined;
    const { remove, edge } = target?.dataset ?? {};
    const span = target?.closest<HTMLElement>("[data-span]")?.dataset["span"];
    if (remove !== undefined) this.#keep(event, () => { this.#session.remove(Number(remove)); });
    else if (span !== undefined) this.#keep(event, () => { this.#session.pick(Number(span)); });
    else if (edge !== undefined && this.#session.selectedId !== undefined) this.#grab(event, edge, this.#session.selectedId);
    else this.selecting = true;
  };

  /** Does something without the browser selecting text. */
  #keep(event: PointerEvent, act: () => void): void {
    event.preventDefault();
    this.#surface.host.focus({ preventScroll: true });
    act();
  }

  #grab(event: PointerEvent, edge: string, id: number): void {
    this.#keep(event, () => {
      this.#edge = { id, edge, pointer: event.pointerId };
      this.#surface.host.setPointerCapture(event.pointerId);
    });
  }

  readonly #move = (event: PointerEvent): void => {
    const span = this.#session.selected;
    if (this.#edge?.pointer !== event.pointerId || span === undefined) return;
    const place = positionAt(this.#surface, event.clientX, event.clientY);
    if (place === undefined) return;
    const { text } = this.#surface;
    const { start, end } = span;
    this.#moved =
      this.#edge.edge === "start"
        ? { start: Math.min(place, characterBefore(text, end)), end }
        : { start, end: Math.max(place, characterAfter(text, start)) };
    this.#session.previewResize(span.id, this.#moved);
  };

  readonly #up = (event: PointerEvent): void => {
    if (this.#edge !== undefined) this.#drop(event);
    else if (this.selecting) this.#finish(event);
  };

  #drop(event: PointerEvent): void {
    if (this.#edge?.pointer !== event.pointerId) return;
    const { id } = this.#edge;
    this.#edge = undefined;
    if (this.#moved !== undefined) this.#session.resize(id, this.#moved);
    this.#moved = undefined;
  }

  /** The browser moves the selection of a press only after pointerup. */
  #finish(event: PointerEvent): void {
    const inside = event.composedPath().includes(this.#surface.host);
    this.#unfinished = () => {
      this.selecting = false;
      this.#take();
      if (this.#word !== undefined) this.#session.select({ anchor: this.#word.start, focus: this.#word.end });
      this.#word = undefined;
      this.offersLabels = this.#kind !== "touch";
      if (this.#session.range !== undefined) this.#session.finishSelection();
      else if (inside) this.#press(event);
    };
    setTimeout(this.settle);
  }

  /** Ends a press whose end the browser has not worked out yet: a key that follows at once is about what it selected. */
  readonly settle = (): void => {
    const finish = this.#unfinished;
    this.#unfinished = undefined;
    finish?.();
  };

  readonly #doubleClick = (event: MouseEvent): void => {
    const place = positionAt(this.#surface, event.clientX, event.clientY);
    this.#word = place === undefined ? undefined : wordAt(this.#surface.text, this.#under(place, event.clientX));
  };

  #press(event: PointerEvent): void {
    const place = positionAt(this.#surface, event.clientX, event.clientY);
    if (place !== undefined) this.#session.pickAt(this.#under(place, event.clientX));
  }

  /** A press on a character's right half is nearest to the place behind it; meant is the character. */
  #under(place: number, x: number): number {
    const before = characterBefore(this.#surface.text, place);
    const rects = Array.from(this.#surface.rangeOf({ start: before, end: place }).getClientRects());
    return rects.some((rect) => rect.left <= x && x < rect.right) ? before : place;
  }

  readonly #cancel = (): void => {
    this.#edge = undefined;
    this.#moved = undefined;
    this.selecting = false;
    this.#session.previewResize(0, undefined);
    this.#take();
  };

  /** A long press selects a word on touch screens; its menu would cover the labels. */
  readonly #contextMenu = (event: Event): void => {
    if (this.#kind !== "touch") return;
    event.preventDefault();
    this.#take();
  };

  /** Selections also come without a pointer: by the system's touch handles, or by assistive technology. */
  readonly #selected = (): void => {
    if (!this.selecting && this.#edge === undefined) this.#take();
  };

  #take(): void {
    const found = readSelection(this.#surface);
    if (found === undefined || sameSelection(found, this.#written)) return;
    if (found.anchor !== found.focus && this.#session.selectedId !== undefined) this.#session.selectedId = undefined;
    this.#session.select(found);
  }
}
