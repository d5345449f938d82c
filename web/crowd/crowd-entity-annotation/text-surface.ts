import type { Annotation } from "../text-spans/annotation.js";
import { spansByBlock } from "../text-spans/block-segments.js";
import { spanLanes } from "../text-spans/span-lanes.js";
import { blockAt, cutIntoBlocks } from "../text-spans/text-blocks.js";
import type { TextRange } from "../text-spans/text-range.js";
import { blockLook, fillBlock, type SpanLook } from "./block-drawing.js";

/** A place in the DOM. */
export interface DomPlace {
  readonly node: Node;
  readonly offset: number;
}

/**
 * The text on the screen: one element for each block of lines. All of the text is always there, so that selecting,
 * copying, searching in the page and reading aloud work as in any page; the browser lays out and paints only the blocks
 * near the screen (`content-visibility`), and an edit touches only the blocks its spans lie in.
 */
export class TextSurface {
  readonly #host: HTMLElement;
  readonly #text: string;
  readonly #blocks: readonly TextRange[];
  readonly #elements: readonly HTMLElement[];
  readonly #looks: string[];

  constructor(host: HTMLElement, text: string) {
    this.#host = host;
    this.#text = text;
    this.#blocks = cutIntoBlocks(text);
    this.#elements = this.#blocks.map((block) => blockElement(text, block, host.clientWidth));
    this.#looks = this.#blocks.map(() => "");
    host.replaceChildren(...this.#elements);
  }

  get text(): string {
    return this.#text;
  }

  get host(): HTMLElement {
    return this.#host;
  }

  /** Draws the spans into the text; blocks that look the same already are left alone. True when anything was drawn. */
  show(annotation: Annotation, looks: ReadonlyMap<string, SpanLook>, selectedId: number | undefined): boolean {
    const lanes = spanLanes(annotation.spans);
    let drawn = false;
    spansByBlock(this.#blocks, annotation.spans).forEach((spans, index) => {
      const block = this.#blocks[index];
      const element = this.#elements[index];
      if (block === undefined || element === undefined) return;
      const look = blockLook(spans, { lanes, looks, selectedId });
      if (look === this.#looks[index]) return;
      this.#looks[index] = look;
      fillBlock(element, this.#text, block, spans, { lanes, looks, selectedId });
      drawn = true;
    });
    return drawn;
  }

  /** How far into the text a place in the DOM is; before and behind the text its beginning and end. */
  offsetOf(node: Node, offset: number): number {
    if (node === this.#host) return this.#blocks[offset]?.start ?? this.#text.length;
    const index = this.#elements.findIndex((element) => element.contains(node));
    const element = this.#elements[index];
    const block = this.#blocks[index];
    if (element === undefined || block === undefined) {
      const before = this.#elements[0]?.compareDocumentPosition(node) ?? 0;
      return before & Node.DOCUMENT_POSITION_PRECEDING ? 0 : this.#text.length;
    }
    const before = document.createRange();
    before.setStart(element, 0);
    before.setEnd(node, offset);
    return block.start + before.toString().length;
  }

  /** The place in the DOM of a place in the text: in the text node that holds what follows it. */
  placeOf(position: number): DomPlace {
    const index = blockAt(this.#blocks, position);
    const element = this.#elements[index] ?? this.#host;
    let rest = position - (this.#blocks[index]?.start ?? 0);
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let last: Node | undefined;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const length = node.nodeValue?.length ?? 0;
      if (rest < length) return { node, offset: rest };
      rest -= length;
      last = node;
    }
    return { node: last ?? element, offset: last?.nodeValue?.length ?? 0 };
  }

  /** A stretch of text as the DOM has it. */
  rangeOf(range: TextRange): Range {
    const found = document.createRange();
    const start = this.placeOf(range.start);
    const end = this.placeOf(range.end);
    found.setStart(start.node, start.offset);
    found.setEnd(end.node, end.offset);
    return found;
  }
}

function blockElement(text: string, block: TextRange, width: number): HTMLElement {
  const element = document.createElement("div");
  element.className = "block";
  const content = text.slice(block.start, block.end);
  element.textContent = content;
  element.style.containIntrinsicBlockSize = `auto ${estimatedHeight(content, width)}px`;
  return element;
}

/** What the scroll bar goes by until a block has been on the screen. */
function estimatedHeight(content: string, width: number): number {
  const lineHeight = 29;
  const perLine = Math.max(20, (width === 0 ? 800 : width) / 7.5);
  const lines = content.split("\n").map((line) => Math.max(1, Math.ceil(line.length / perLine)));
  return Math.max(1, lines.reduce((sum, count) => sum + count, 0) - (content.endsWith("\n") ? 1 : 0)) * lineHeight;
}
