import { spanOf, type Annotation, type Span } from "../text-spans/annotation.js";
import { relationArc, type ArcEnd } from "../text-spans/relation-arcs.js";
import type { TextSurface } from "./text-surface.js";

const svgNamespace = "http://www.w3.org/2000/svg";

/** Draws the relations of which an end is on the screen as arcs over the text; those of the chosen span stand out. */
export class DrawnRelations {
  readonly #surface: TextSurface;
  readonly #layer = document.createElementNS(svgNamespace, "svg");
  #frame = 0;

  constructor(surface: TextSurface) {
    this.#surface = surface;
    this.#layer.setAttribute("class", "arcs");
    this.#layer.setAttribute("aria-hidden", "true");
    surface.host.append(this.#layer);
  }

  /** Draws with the next frame, once however often it is asked. */
  show(annotation: Annotation, selectedId: number | undefined): void {
    cancelAnimationFrame(this.#frame);
    if (annotation.relations.length === 0 && this.#layer.childElementCount === 0) return;
    this.#frame = requestAnimationFrame(() => { this.#draw(annotation, selectedId); });
  }

  leave(): void {
    cancelAnimationFrame(this.#frame);
  }

  #draw(annotation: Annotation, selectedId: number | undefined): void {
    const { host } = this.#surface;
    const view = host.getBoundingClientRect();
    const drawn = annotation.relations.flatMap(({ label, from, to }) => {
      const first = this.#top(spanOf(annotation, from), view);
      const second = this.#top(spanOf(annotation, to), view);
      if (first === undefined || second === undefined) return [];
      if (!this.#inSight(first) && !this.#inSight(second)) return [];
      return [arcElement(first, second, label, from === selectedId || to === selectedId)];
    });
    this.#layer.replaceChildren(...drawn);
  }

  /** The middle of a span's upper edge, where it begins, counted from the text's corner. */
  #top(span: Span | undefined, view: DOMRect): ArcEnd | undefined {
    const rects = span === undefined ? [] : Array.from(this.#surface.rangeOf(span).getClientRects());
    const rect = rects.find((each) => each.width > 0);
    if (rect === undefined) return undefined;
    const { host } = this.#surface;
    return {
      x: rect.left + rect.width / 2 - view.left - host.clientLeft + host.scrollLeft,
      y: rect.top - view.top - host.clientTop + host.scrollTop,
    };
  }

  #inSight(end: ArcEnd): boolean {
    const { host } = this.#surface;
    return end.y > host.scrollTop - 40 && end.y < host.scrollTop + host.clientHeight + 40;
  }
}

function arcElement(from: ArcEnd, to: ArcEnd, label: string, chosen: boolean): SVGGElement {
  const arc = relationArc(from, to);
  const group = document.createElementNS(svgNamespace, "g");
  group.setAttribute("class", chosen ? "chosen" : "other");
  const line = document.createElementNS(svgNamespace, "path");
  line.setAttribute("d", arc.path);
  const head = document.createElementNS(svgNamespace, "path");
  head.setAttribute("class", "head");
  head.setAttribute("d", `M ${to.x - 4} ${to.y - 7} L ${to.x} ${to.y} L ${to.x + 4} ${to.y - 7}`);
  const name = document.createElementNS(svgNamespace, "text");
  name.setAttribute("x", String(arc.nameAt.x));
  name.setAttribute("y", String(arc.nameAt.y));
  // Text here lies outside the blocks: neither selecting nor copying the text reaches it.
  name.textContent = label;
  group.append(line, head, name);
  return group;
}
