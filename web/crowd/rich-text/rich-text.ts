import { markdownHtml } from "./markdown.js";
import { sanitized } from "./sanitize.js";
import { alignToSource } from "./source-alignment.js";

export type TextFormat = "text" | "markdown";

/** What an attribute says about a text's format; anything unknown is the given default. */
export function textFormat(given: string, otherwise: TextFormat): TextFormat {
  return given === "text" || given === "markdown" ? given : otherwise;
}

/**
 * One text as a worker reads it. Its element stays the same one while the text does, so that selections and marks
 * outlive every rendering around it.
 */
export class RichText {
  readonly element: HTMLElement = document.createElement("div");
  #source: string | undefined;
  #format: TextFormat = "text";
  #alignment: ReadonlyMap<Node, readonly number[]> | undefined;

  /** Shows a text, unless it is the one shown. */
  show(source: string, format: TextFormat): HTMLElement {
    if (source === this.#source && format === this.#format) return this.element;
    this.#source = source;
    this.#format = format;
    this.#alignment = undefined;
    this.element.className = format === "text" ? "prose plain" : "prose";
    if (format === "text") this.element.textContent = source;
    else this.element.replaceChildren(sanitized(markdownHtml(source)));
    // What scrolls by itself has to be reached by keys as well.
    for (const scrolling of this.element.querySelectorAll<HTMLElement>("pre, table")) scrolling.tabIndex = 0;
    this.element.dir = "auto";
    return this.element;
  }

  get source(): string {
    return this.#source ?? "";
  }

  /** The offset in the source (UTF-16) of a point in the shown text; undefined outside it. */
  sourceOffset(node: Node, offset: number): number | undefined {
    if (!this.element.contains(node)) return undefined;
    const offsets = this.#aligned.get(node);
    if (offsets !== undefined) return offsets[Math.min(offset, offsets.length - 1)];
    // A point between elements: where the next text begins, or the last one ends.
    const next = node.childNodes.item(offset) as ChildNode | null;
    return this.#edgeAt(next, node);
  }

  /** The shown stretch for a stretch of the source. */
  rangeOf(start: number, end: number): Range | undefined {
    const range = document.createRange();
    let began = false;
    for (const [node, offsets] of this.#aligned) {
      const first = offsets.findIndex((offset, index) => index < offsets.length - 1 && offset >= start && offset < end);
      if (first >= 0 && !began) {
        range.setStart(node, first);
        began = true;
      }
      const last = offsets.findLastIndex((offset, index) => index < offsets.length - 1 && offset < end && offset >= start);
      if (began && last >= 0) range.setEnd(node, last + 1);
    }
    return began ? range : undefined;
  }

  #edgeAt(next: ChildNode | null, inside: Node): number | undefined {
    const texts = Array.from(this.#aligned.keys());
    if (next !== null) {
      const first = texts.find((text) => next.contains(text) || isAfter(next, text));
      if (first !== undefined) return this.#aligned.get(first)?.[0];
    }
    const last = texts.findLast((text) => next === null ? inside.contains(text) || isAfter(text, inside) : true);
    return last === undefined ? undefined : this.#aligned.get(last)?.at(-1);
  }

  get #aligned(): ReadonlyMap<Node, readonly number[]> {
    this.#alignment ??= aligned(this.element, this.source);
    return this.#alignment;
  }
}

function isAfter(reference: Node, node: Node): boolean {
  return (reference.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

function aligned(root: HTMLElement, source: string): ReadonlyMap<Node, readonly number[]> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Node[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) nodes.push(node);
  const offsets = alignToSource(source, nodes.map((node) => node.nodeValue ?? ""));
  return new Map(nodes.map((node, index) => [node, offsets[index] ?? []]));
}
