import type { Annotation } from "../text-spans/annotation.js";
import type { SpanLabel } from "../text-spans/label-set.js";
import { spanLook } from "./block-drawing.js";
import { CaretMoves } from "./caret-moves.js";
import { DrawnCaret } from "./drawn-caret.js";
import { DrawnRelations } from "./drawn-relations.js";
import type { EntitySession } from "./entity-session.js";
import { reveal } from "./text-geometry.js";
import { TextPointer } from "./text-pointer.js";
import { TextSurface } from "./text-surface.js";

const highlightName = "truthloop-selection";

/** The text of one session on the screen, with its pointer, caret and selection; thrown away with the session. */
export class LabelledText {
  readonly surface: TextSurface;
  readonly moves: CaretMoves;
  readonly pointer: TextPointer;
  readonly session: EntitySession;
  readonly #caret: DrawnCaret;
  readonly #relations: DrawnRelations;
  readonly #listening = new AbortController();
  readonly #resized: ResizeObserver;
  #shown: readonly [Annotation, ReadonlyMap<string, SpanLabel>, number | undefined] | undefined;

  constructor(host: HTMLElement, session: EntitySession) {
    this.session = session;
    this.surface = new TextSurface(host, session.text);
    this.moves = new CaretMoves(this.surface, session);
    this.pointer = new TextPointer(this.surface, session);
    this.#caret = new DrawnCaret(this.surface);
    this.#relations = new DrawnRelations(this.surface);
    this.pointer.listen(this.#listening.signal);
    this.#resized = new ResizeObserver(() => {
      this.showCaret();
      this.showRelations();
    });
    this.#resized.observe(host);
  }

  /** Draws what has changed since it was last called. */
  show(labels: ReadonlyMap<string, SpanLabel>): void {
    const { shown, selectedId } = this.session;
    const [annotation, before, picked] = this.#shown ?? [];
    if (annotation !== shown || before !== labels || picked !== selectedId) {
      this.#shown = [shown, labels, selectedId];
      const looks = new Map(Array.from(labels, ([name, label]) => [name, spanLook(label)]));
      this.surface.show(shown, looks, selectedId);
      this.showRelations();
    }
    this.#showSelection();
    this.showCaret();
  }

  showCaret(): void {
    this.#caret.show(this.session.range === undefined ? (this.session.selection?.focus ?? 0) : undefined);
  }

  showRelations(): void {
    this.#relations.show(this.session.shown, this.session.selectedId);
  }

  /** Scrolls to a place and says so to the browser's selection. */
  reveal(position: number): void {
    reveal(this.surface, position, true);
    this.showCaret();
  }

  leave(): void {
    this.#listening.abort();
    this.#resized.disconnect();
    this.#relations.leave();
    CSS.highlights.delete(highlightName);
  }

  /** The browser's own selection while the text has the focus; a highlight that looks the same while a search has it. */
  #showSelection(): void {
    const { range } = this.session;
    const focused = this.surface.host.matches(":focus");
    if (focused) this.pointer.writeSelection();
    if (!("highlights" in CSS)) return;
    if (range === undefined || focused) CSS.highlights.delete(highlightName);
    else CSS.highlights.set(highlightName, new Highlight(this.surface.rangeOf(range)));
  }
}
