import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import { controlStyles } from "../control/control-styles.js";
import type { Point, Size } from "../drawing/point.js";
import { iconDrawing } from "../icon/icon-drawing.js";
import { iconStyles } from "../icon/icon-styles.js";
import { words } from "../words/page-words.js";
import { imageViewStyles } from "./image-view-styles.js";
import type { Overlay } from "./overlay.js";
import { legendOf, overlayDrawing } from "./overlay-drawing.js";
import { ViewGestures, type GestureTarget } from "./view-gestures.js";
import { fitted, isZoomedIn, panned, zoomedAt, type Zoom } from "./zoom.js";

const keyStep = 60;
const zoomStep = 1.4;
const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: keyStep, y: 0 },
  ArrowRight: { x: -keyStep, y: 0 },
  ArrowUp: { x: 0, y: keyStep },
  ArrowDown: { x: 0, y: -keyStep },
};

/** An image to look at closely: fit, zoom and pan by wheel, touch, buttons and keys, and earlier labels over it. */
export class ImageView extends LitElement implements GestureTarget {
  static override readonly styles = [controlStyles, iconStyles, imageViewStyles];

  readonly #gestures = new ViewGestures(this);
  readonly #resized = new ResizeObserver(() => {
    this.#measure();
  });

  @query(".view") private readonly view!: HTMLElement | null;

  @state() private image: Size | undefined;
  @state() private room: Size = { width: 0, height: 0 };
  /** Undefined while the image fits its view, whatever size that takes. */
  @state() private zoom: Zoom | undefined;
  @state() private failed = false;
  @state() private overlayHidden = false;
  /** Reading stored pixels asks the image's host for leave (CORS); one that gives none is asked without. */
  @state() private withoutLeave = false;

  @property() src = "";
  @property({ attribute: false }) overlay: Overlay | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => {
      if (this.view !== null) this.#resized.observe(this.view);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("src")) return;
    this.image = undefined;
    this.zoom = undefined;
    this.failed = false;
    this.withoutLeave = false;
  }

  get isZoomedIn(): boolean {
    return this.image !== undefined && isZoomedIn(this.#zoom(this.image), this.image, this.room);
  }

  zoomBy(factor: number, at: Point = { x: this.room.width / 2, y: this.room.height / 2 }): void {
    if (this.image !== undefined) this.zoom = zoomedAt(this.#zoom(this.image), at, factor, this.image, this.room);
  }

  panBy(by: Point): void {
    if (this.image !== undefined) this.zoom = panned(this.#zoom(this.image), by, this.image, this.room);
  }

  fit(): void {
    this.zoom = undefined;
  }

  #zoom(image: Size): Zoom {
    return this.zoom ?? fitted(image, this.room);
  }

  #measure(): void {
    if (this.view === null) return;
    this.room = { width: this.view.clientWidth, height: this.view.clientHeight };
    // A view of another size keeps its zoom, not gaps at its edges.
    if (this.zoom !== undefined && this.image !== undefined) this.zoom = panned(this.zoom, { x: 0, y: 0 }, this.image, this.room);
  }

  #onLoad(event: Event): void {
    const { naturalWidth, naturalHeight } = event.target as HTMLImageElement;
    // An SVG without a size of its own has none to give.
    this.image = { width: naturalWidth || 300, height: naturalHeight || 300 };
    void this.updateComplete.then(() => {
      this.#measure();
    });
  }

  #onError(): void {
    if (this.overlay !== undefined && !this.withoutLeave) this.withoutLeave = true;
    else this.failed = true;
  }

  #tryAgain(): void {
    this.failed = false;
  }

  #toggleOverlay(): void {
    this.overlayHidden = !this.overlayHidden;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const pan = this.isZoomedIn ? arrows[event.key] : undefined;
    if (pan !== undefined) this.panBy(pan);
    else if (event.key === "+" || event.key === "=") this.zoomBy(zoomStep);
    else if (event.key === "-") this.zoomBy(1 / zoomStep);
    else if (event.key === "f") this.fit();
    else if (event.key === "h" && this.overlay !== undefined) this.#toggleOverlay();
    else return;
    event.preventDefault();
  }

  protected override render(): TemplateResult {
    if (this.src === "") return html`<p class="complaint" role="alert">${words().missingImage}</p>`;
    const shape = this.image === undefined ? {} : { "aspect-ratio": `${this.image.width} / ${this.image.height}` };
    return html`
      <div
        class="view ${this.isZoomedIn ? "zoomed" : ""}"
        part="image"
        style=${styleMap(shape)}
        tabindex="0"
        role="group"
        aria-label=${words().image}
        aria-keyshortcuts="+ - f"
        @keydown=${this.#onKey}
        @wheel=${this.#gestures.wheel}
        @pointerdown=${this.#gestures.down}
        @pointermove=${this.#gestures.move}
        @pointerup=${this.#gestures.up}
        @pointercancel=${this.#gestures.up}
      >
        ${this.failed ? this.#renderFailure() : this.#renderLayer()}
      </div>
      <div class="below">
        ${legendOf(this.overlay)} ${this.image === undefined || this.failed ? nothing : this.#renderTools()}
      </div>
    `;
  }

  #renderFailure(): TemplateResult {
    return html`<div class="failure" role="alert">
      <p>${words().imageFailed}</p>
      <crowd-button @click=${this.#tryAgain}>${words().tryAgain}</crowd-button>
    </div>`;
  }

  #renderLayer(): TemplateResult {
    const image = this.image;
    const zoom = image === undefined ? undefined : this.#zoom(image);
    const place =
      image === undefined || zoom === undefined
        ? { visibility: "hidden" }
        : {
            width: `${image.width * zoom.scale}px`,
            height: `${image.height * zoom.scale}px`,
            transform: `translate(${zoom.left}px, ${zoom.top}px)`,
          };
    const asksLeave = this.overlay !== undefined && !this.withoutLeave;
    return html`<div class="layer" style=${styleMap(place)}>
      <img
        class="picture ${this.overlay === undefined ? "" : "stored"}"
        src=${this.src}
        crossorigin=${asksLeave ? "anonymous" : nothing}
        alt=${words().image}
        draggable="false"
        @load=${this.#onLoad}
        @error=${this.#onError}
      />
      ${image === undefined || this.overlayHidden ? nothing : overlayDrawing(this.overlay, image)}
    </div>`;
  }

  #renderTools(): TemplateResult {
    const tool = (name: string, icon: string, key: string, press: () => void, off = false): TemplateResult =>
      html`<button type="button" title="${name} (${key})" aria-label=${name} aria-keyshortcuts=${key} ?disabled=${off} @click=${press}>
        ${iconDrawing(icon)}
      </button>`;
    const zoomIn = (): void => {
      this.zoomBy(zoomStep);
    };
    const zoomOut = (): void => {
      this.zoomBy(1 / zoomStep);
    };
    const hidden = this.overlayHidden;
    return html`<div class="tools">
      ${this.overlay === undefined
        ? nothing
        : tool(hidden ? words().showLabels : words().hideLabels, hidden ? "visibility-off" : "visibility", "h", this.#toggleOverlay)}
      ${tool(words().zoomOut, "zoom-out", "-", zoomOut, !this.isZoomedIn)} ${tool(words().zoomIn, "zoom-in", "+", zoomIn)}
      ${tool(words().fitImage, "fullscreen-exit", "f", this.fit, !this.isZoomedIn)}
    </div>`;
  }
}

export const imageViewTag = "truthloop-image-view";
