import { characterBeside } from "../text-spans/bidi-runs.js";
import {
  characterAfter,
  characterBefore,
  wordEndAfter,
  wordStartBefore,
} from "../text-spans/text-boundaries.js";
import type { EntitySession } from "./entity-session.js";
import type { CaretMove } from "./text-commands.js";
import { caretRect, isRightToLeft, positionAt, positionOnNextLine, reveal } from "./text-geometry.js";
import type { TextSurface } from "./text-surface.js";

/** Moves the caret, the end of the selection or a border of the picked span, as keys say. */
export class CaretMoves {
  readonly #surface: TextSurface;
  readonly #session: EntitySession;
  /** Where up and down aim at, kept over short lines. */
  #goal: number | undefined;

  constructor(surface: TextSurface, session: EntitySession) {
    this.#surface = surface;
    this.#session = session;
  }

  move(move: CaretMove): void {
    const session = this.#session;
    const span = move.extend ? session.selected : undefined;
    if (span !== undefined) {
      const from = move.other ? span.start : span.end;
      const to = this.#target(move, from);
      session.resize(span.id, move.other ? { start: to, end: span.end } : { start: span.start, end: to });
      reveal(this.#surface, to, false);
      return;
    }
    const focus = this.#target(move, session.selection?.focus ?? 0);
    session.selectedId = undefined;
    session.select({ anchor: move.extend ? (session.selection?.anchor ?? 0) : focus, focus });
    reveal(this.#surface, focus, false);
  }

  selectAll(): void {
    this.#session.select({ anchor: 0, focus: this.#surface.text.length });
  }

  #target(move: CaretMove, from: number): number {
    if (move.unit === "line" || move.unit === "page") return this.#vertical(move, from);
    this.#goal = undefined;
    const text = this.#surface.text;
    if (move.unit === "character" && move.sideways) return characterBeside(text, from, move.way === 1, isRightToLeft(text, from));
    const flipped = move.sideways && isRightToLeft(text, from);
    const forward = (move.way === 1) !== flipped;
    if (move.unit === "character") return forward ? characterAfter(text, from) : characterBefore(text, from);
    if (move.unit === "word") return forward ? wordEndAfter(text, from) : wordStartBefore(text, from);
    if (move.unit === "text") return forward ? text.length : 0;
    return this.#lineEdge(forward, from);
  }

  #vertical(move: CaretMove, from: number): number {
    const surface = this.#surface;
    reveal(surface, from, false);
    const x = this.#goal ?? caretRect(surface, from)?.left ?? 0;
    this.#goal = x;
    if (move.unit === "page") surface.host.scrollBy({ top: move.way * surface.host.clientHeight * 0.8, behavior: "instant" });
    const next = move.unit === "page" ? this.#onScreen(x, move.way) : positionOnNextLine(surface, from, move.way, x);
    return next ?? (move.way === 1 ? surface.text.length : 0);
  }

  #onScreen(x: number, way: 1 | -1): number | undefined {
    const { host } = this.#surface;
    const view = host.getBoundingClientRect();
    const atEnd = way === 1 ? host.scrollTop + host.clientHeight >= host.scrollHeight - 1 : host.scrollTop <= 0;
    return atEnd ? undefined : positionAt(this.#surface, x, view.top + view.height / 2);
  }

  /** The edge of the line on the screen; without a screen, of the paragraph. */
  #lineEdge(forward: boolean, from: number): number {
    const { text, host } = this.#surface;
    const rect = caretRect(this.#surface, from);
    const view = host.getBoundingClientRect();
    const right = forward !== isRightToLeft(text, from);
    const x = right ? view.left + host.clientLeft + host.clientWidth - 2 : view.left + host.clientLeft + 2;
    const found = rect === undefined ? undefined : positionAt(this.#surface, x, rect.top + rect.height / 2);
    if (found !== undefined) return found;
    const end = text.indexOf("\n", from);
    return forward ? (end === -1 ? text.length : end) : text.lastIndexOf("\n", from - 1) + 1;
  }
}
