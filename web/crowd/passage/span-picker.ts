import type { ReactiveController, ReactiveElement } from "lit";
import type { RichText } from "../rich-text/rich-text.js";
import { selectionIn } from "./shadow-selection.js";
import { cursorSpan, moved, trimmedSpan, wordSpans, type Span, type WordCursor } from "./word-cursor.js";

/** What a worker has picked in one of several texts, by mouse, touch or keys, and has not used yet. */
export interface PickedSpan extends Span {
  readonly text: RichText;
}

/** Picks stretches of texts in a host's shadow root: by selecting them, or by a cursor over words that the keys move. */
export class SpanPicker implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #texts: () => readonly RichText[];
  readonly #language: string;
  #cursor: WordCursor | undefined;
  picked: PickedSpan | undefined;

  constructor(host: ReactiveElement, texts: () => readonly RichText[], language: string) {
    this.#host = host;
    this.#texts = texts;
    this.#language = language;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener("selectionchange", this.#onSelection);
  }

  hostDisconnected(): void {
    document.removeEventListener("selectionchange", this.#onSelection);
  }

  /** Forgets what was picked, on the screen as well. */
  clear(): void {
    if (this.picked === undefined) return;
    this.picked = undefined;
    this.#cursor = undefined;
    document.getSelection()?.removeAllRanges();
    this.#host.requestUpdate();
  }

  /** Moves the cursor over a text's words; true when the key was one of its own. */
  onKey(event: KeyboardEvent, text: RichText): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const words = wordSpans(text.source, this.#language);
    const from = this.picked?.text === text ? this.#cursor : undefined;
    const cursor = moved(from, event.key, event.shiftKey, words.length);
    const span = cursor === undefined ? undefined : cursorSpan(cursor, words);
    if (cursor === undefined || span === undefined) return false;
    event.preventDefault();
    this.#cursor = cursor;
    this.picked = { text, ...span };
    text.rangeOf(span.start, span.end)?.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
    this.#host.requestUpdate();
    return true;
  }

  readonly #onSelection = (): void => {
    const root = this.#host.renderRoot;
    const points = root instanceof ShadowRoot ? selectionIn(root) : undefined;
    if (points === undefined) return;
    const text = this.#texts().find(({ element }) => element.contains(points.startContainer));
    const start = text?.sourceOffset(points.startContainer, points.startOffset);
    const end = text?.sourceOffset(points.endContainer, points.endOffset) ?? text?.source.length;
    if (text === undefined || start === undefined || end === undefined) return;
    const span = trimmedSpan(text.source, { start, end });
    if (span === undefined) return;
    this.#cursor = undefined;
    this.picked = { text, ...span };
    this.#host.requestUpdate();
  };
}
