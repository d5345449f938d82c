import { LitElement, css, html, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import type { Point, Size } from "../drawing/point.js";
import { fitView, screenBox, toImage, turnedSize, uprightView, visibleBox, type View } from "../drawing/view.js";
import type { Picture } from "./picture.js";
import { paintPicture } from "./picture-painter.js";

const longestSide = 160;

/** The part of a stage a map of it needs. */
export interface Mapped extends EventTarget {
  readonly picture: Picture | undefined;
  readonly view: View;
  readonly screenSize: Size;
  showPlace(place: Point): void;
}

/** The whole picture, small, with a frame around what the stage shows. A press or drag goes there. */
export class StageMinimap extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
      border: 1px solid var(--tl-control-line);
      border-radius: 4px;
      background: var(--tl-sunken);
      box-shadow: var(--tl-shadow);
      overflow: hidden;
      cursor: pointer;
      touch-action: none;
    }

    :host([hidden]) {
      display: none;
    }

    canvas {
      display: block;
    }
  `;

  #frame = 0;
  #map: View = uprightView(1);

  @query("canvas") private readonly canvas!: HTMLCanvasElement;

  @property({ attribute: false }) stage: Mapped | undefined;

  constructor() {
    super();
    this.addEventListener("pointerdown", this.#onDown);
    this.addEventListener("pointermove", this.#onMove);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stage?.addEventListener("view-changed", this.requestDraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stage?.removeEventListener("view-changed", this.requestDraw);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  protected override firstUpdated(): void {
    this.stage?.addEventListener("view-changed", this.requestDraw);
  }

  protected override updated(): void {
    this.requestDraw();
  }

  readonly requestDraw = (): void => {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#paint);
  };

  readonly #paint = (): void => {
    this.#frame = 0;
    const picture = this.stage?.picture;
    const context = this.canvas.getContext("2d");
    if (this.stage === undefined || picture === undefined || context === null) return;
    const seen = visibleBox(this.stage.view, picture.size, this.stage.screenSize);
    this.hidden = seen.width * seen.height > 0.98 * picture.size.width * picture.size.height;
    if (this.hidden) return;
    const size = mapSize(turnedSize(this.stage.view, picture.size));
    this.#map = fitView(picture.size, size, this.stage.view);
    const ratio = window.devicePixelRatio;
    this.canvas.width = Math.round(size.width * ratio);
    this.canvas.height = Math.round(size.height * ratio);
    this.canvas.style.width = `${size.width}px`;
    this.canvas.style.height = `${size.height}px`;
    paintPicture(context, picture, this.#map, ratio);
    const box = screenBox(this.#map, seen);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (const [colour, width] of [["#000", 4], ["#fff", 2]] as const) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.strokeRect(box.left, box.top, box.width, box.height);
    }
  };

  readonly #onDown = (event: PointerEvent): void => {
    event.preventDefault();
    this.setPointerCapture(event.pointerId);
    this.#go(event);
  };

  readonly #onMove = (event: PointerEvent): void => {
    if (event.buttons !== 0) this.#go(event);
  };

  #go(event: PointerEvent): void {
    const box = this.canvas.getBoundingClientRect();
    this.stage?.showPlace(toImage(this.#map, { x: event.clientX - box.left, y: event.clientY - box.top }));
  }

  protected override render(): TemplateResult {
    return html`<canvas aria-hidden="true"></canvas>`;
  }
}

function mapSize({ width, height }: Size): Size {
  const factor = longestSide / Math.max(width, height);
  return { width: Math.max(width * factor, 12), height: Math.max(height * factor, 12) };
}
