import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Box, Point, Size } from "../drawing/point.js";
import {
  centeredView,
  fitView,
  keptInSight,
  panBy,
  turned,
  uprightView,
  toImage,
  viewOfBox,
  visibleBox,
  zoomAt,
  type ScaleRange,
  type View,
} from "../drawing/view.js";
import { controlStyles } from "../control/control-styles.js";
import { imageStageStyles, viewBarStyles } from "./image-stage-styles.js";
import { loadPicture, PictureFailed, type Failure, type Picture } from "./picture-loading.js";
import { paintPicture } from "./picture-painter.js";
import { keyOf, zoomStep } from "./stage-commands.js";
import { Pending } from "./pending.js";
import { StageGestures } from "./stage-gestures.js";
import { stageIcons } from "./stage-icons.js";
import { StageKeys } from "./stage-keys.js";
import type { StageLayer, StageTool } from "./stage-layer.js";
import { stageWords } from "./stage-words.js";

/** Free space around a fitted image, so that marks at its edges can be grasped. */
const fitMargin = 8;
/** At least this much of the image stays in sight. */
const leastInSight = 48;
const mostMagnified = 64;

/**
 * A picture that can be zoomed, moved and turned, and what tools paint over it. Fires `stage-ready` ({size}),
 * `stage-failed` ({failure}) and `view-changed`.
 */
export class ImageStage extends LitElement {
  static override readonly styles = [controlStyles, imageStageStyles, viewBarStyles];

  readonly #resizing = new ResizeObserver(() => {
    this.#onResize();
  });
  #gestures: StageGestures | undefined;
  #loading: AbortController | undefined;
  #picture: Picture | undefined;
  #view: View = uprightView(1);
  #screen: Size = { width: 0, height: 0 };
  /** Whether the view still is the whole image, which then follows the size of the stage. */
  #fitted = true;
  #frame = 0;
  #pictureDirty = true;
  #ready = new Pending<Size>();

  @query(".picture") private readonly pictureCanvas!: HTMLCanvasElement | null;
  @query(".marks") private readonly marksCanvas!: HTMLCanvasElement | null;

  @property() src = "";
  @property() label = "";
  @property({ attribute: false }) layers: readonly StageLayer[] = [];
  @property({ attribute: false }) tool: StageTool | undefined;
  @property({ type: Boolean }) crosshair = false;
  @property({ type: Boolean }) minimap = true;
  @property({ type: Boolean, attribute: "marks-hidden" }) marksHidden = false;
  @property({ type: Boolean, attribute: "mark-texts-hidden" }) markTextsHidden = false;
  @property({ type: Number, attribute: "marks-opacity" }) marksOpacity = 1;

  @state() private failure: Failure | undefined;
  @state() private arrived: number | undefined;
  @state() private percent = 100;
  @state() private pointer: Point | undefined;

  grabbing = false;

  constructor() {
    super();
    new StageKeys(this, (held) => {
      this.grabbing = held;
      this.#gestures?.showCursor();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) {
      this.#resizing.observe(this);
      if (this.#picture === undefined) void this.#load();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizing.disconnect();
    this.#loading?.abort();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#picture?.close();
    this.#picture = undefined;
  }

  /** The size of the image as stored; undefined until it is there. */
  get imageSize(): Size | undefined {
    return this.#picture?.size;
  }

  /** Resolves with the size of the present `src`, however many attempts that takes; never rejects. */
  get ready(): Promise<Size> {
    return this.#ready.promise;
  }

  get view(): View {
    return this.#view;
  }

  set view(view: View) {
    this.#fitted = false;
    this.#show(view);
  }

  get stepInPixels(): number {
    return Math.max(Math.round(Math.min(this.#screen.width, this.#screen.height) / 8), 24);
  }

  /** Paints the layers again before the next frame. */
  requestDraw(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#paint);
  }

  fit(): void {
    if (this.#picture === undefined) return;
    this.#fitted = true;
    this.#show(fitView(this.#picture.size, this.#screen, this.#facing, fitMargin));
  }

  actualSize(): void {
    this.zoomBy(1 / (window.devicePixelRatio * this.#view.scale));
  }

  /** Larger or smaller about a place of the screen, the pointer's if it is there. */
  zoomBy(factor: number, at?: Point): void {
    if (this.#picture === undefined) return;
    this.#fitted = false;
    const middle = { x: this.#screen.width / 2, y: this.#screen.height / 2 };
    this.#show(zoomAt(this.#view, at ?? middle, factor, this.#scales));
  }

  panBy(dx: number, dy: number): void {
    this.#fitted = false;
    this.#show(panBy(this.#view, dx, dy));
  }

  turn(quarterTurns: 1 | -1): void {
    const view = turned(this.#view, quarterTurns, { x: this.#screen.width / 2, y: this.#screen.height / 2 });
    if (!this.#fitted) this.#show(view);
    else if (this.#picture !== undefined) this.#show(fitView(this.#picture.size, this.#screen, view, fitMargin));
  }

  /** Brings a box of the image into the middle, large enough to work on. */
  centerOn(box: Box): void {
    this.#fitted = false;
    this.#show(viewOfBox(this.#view, box, this.#screen, 0.5, Math.max(this.#view.scale, 2)));
  }

  /** Opens or closes what brightness, contrast and the like are set by. */
  toggleAdjustments(): void {
    this.requestUpdate();
  }

  /** The stored pixels at full resolution; undefined when the image's server forbids reading them. */
  async pixels(): Promise<ImageData | undefined> {
    await this.ready;
    const { size, levels, readable } = this.#picture ?? {};
    const [level] = levels ?? [];
    if (size === undefined || level === undefined || readable !== true) return undefined;
    const canvas = new OffscreenCanvas(size.width, size.height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context?.drawImage(level, 0, 0);
    return context?.getImageData(0, 0, size.width, size.height);
  }

  pointerAt(screen: Point | undefined): void {
    if (this.crosshair) this.pointer = screen;
  }

  override focus(options?: FocusOptions): void {
    this.marksCanvas?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("src")) void this.#load();
  }

  protected override firstUpdated(): void {
    if (this.marksCanvas === null) return;
    this.#gestures = new StageGestures(this.marksCanvas, this);
    this.#resizing.observe(this);
  }

  protected override updated(): void {
    this.#gestures?.showCursor();
    this.requestDraw();
  }

  /** The turn of the view, without its place. */
  get #facing(): View {
    return this.#view;
  }

  get #scales(): ScaleRange {
    const size = this.#picture?.size;
    if (size === undefined) return { least: 1, most: 1 };
    const { scale } = fitView(size, this.#screen, this.#facing, fitMargin);
    return { least: Math.min(scale, 1) / 4, most: Math.max(mostMagnified, scale) };
  }

  async #load(): Promise<void> {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    if (this.#picture !== undefined) this.#ready = new Pending();
    this.#picture?.close();
    this.#picture = undefined;
    this.failure = undefined;
    this.arrived = undefined;
    try {
      const picture = await loadPicture(this.src, loading.signal, (share) => (this.arrived = share));
      if (loading.signal.aborted) picture.close();
      else this.#accept(picture);
    } catch (error) {
      if (!loading.signal.aborted) this.#refuse(error);
    }
  }

  #accept(picture: Picture): void {
    this.#picture = picture;
    this.#view = uprightView(picture.orientation);
    this.#measure();
    this.fit();
    this.#ready.resolve(picture.size);
    this.dispatchEvent(new CustomEvent("stage-ready", { detail: { size: picture.size } }));
    this.requestUpdate();
  }

  #refuse(error: unknown): void {
    this.failure = error instanceof PictureFailed ? error.failure : { kind: "undecodable" };
    this.dispatchEvent(new CustomEvent("stage-failed", { detail: { failure: this.failure } }));
  }

  #retry(): void {
    void this.#load();
  }

  #show(view: View): void {
    const size = this.#picture?.size;
    this.#view = size === undefined ? view : keptInSight(view, size, this.#screen, leastInSight);
    this.percent = Math.round(this.#view.scale * window.devicePixelRatio * 100);
    this.#pictureDirty = true;
    this.requestDraw();
    this.dispatchEvent(new Event("view-changed"));
  }

  #measure(): void {
    const { clientWidth: width = 0, clientHeight: height = 0 } = this.marksCanvas ?? {};
    this.#screen = { width, height };
    for (const canvas of [this.pictureCanvas, this.marksCanvas]) {
      if (canvas === null) continue;
      canvas.width = Math.round(width * window.devicePixelRatio);
      canvas.height = Math.round(height * window.devicePixelRatio);
    }
    this.#pictureDirty = true;
  }

  /** A fitted image stays fitted; otherwise what was in the middle stays there. */
  #onResize(): void {
    const middle = toImage(this.#view, { x: this.#screen.width / 2, y: this.#screen.height / 2 });
    this.#measure();
    if (this.#fitted) this.fit();
    else this.#show(centeredView(this.#view, middle, this.#screen));
    // A resized canvas is empty, and the next frame would show it so.
    cancelAnimationFrame(this.#frame);
    this.#paint();
  }

  readonly #paint = (): void => {
    this.#frame = 0;
    const ratio = window.devicePixelRatio;
    const picture = this.pictureCanvas?.getContext("2d");
    const marks = this.marksCanvas?.getContext("2d");
    if (!picture || !marks) return;
    if (this.#pictureDirty && this.#picture !== undefined) paintPicture(picture, this.#picture, this.#view, ratio);
    this.#pictureDirty = false;
    marks.setTransform(1, 0, 0, 1, 0, 0);
    marks.clearRect(0, 0, marks.canvas.width, marks.canvas.height);
    if (this.marksHidden || this.#picture === undefined) return;
    const visible = visibleBox(this.#view, this.#picture.size, this.#screen);
    for (const layer of this.layers) {
      marks.save();
      marks.setTransform(ratio, 0, 0, ratio, 0, 0);
      layer.draw(marks, this.#view, visible);
      marks.restore();
    }
  };

  protected override render(): TemplateResult {
    const words = stageWords();
    return html`
      <div class="screen" part="screen">
        <canvas class="picture" aria-hidden="true"></canvas>
        <canvas
          class="marks"
          part="marks"
          tabindex="0"
          role="application"
          aria-label=${this.label === "" ? words.image : this.label}
          style="opacity: ${this.marksOpacity}"
        ></canvas>
        ${this.crosshair && this.pointer !== undefined ? this.#renderCrosshair(this.pointer) : nothing}
        ${this.#picture === undefined ? this.#renderNotice() : nothing}
      </div>
      ${this.#renderBar()}
    `;
  }

  #renderCrosshair({ x, y }: Point): TemplateResult {
    return html`<div class="crosshair across" style="transform: translateY(${y}px)"></div>
      <div class="crosshair down" style="transform: translateX(${x}px)"></div>`;
  }

  #renderNotice(): TemplateResult {
    const words = stageWords();
    if (this.failure === undefined) {
      const text = this.arrived === undefined ? words.loading : words.loadingShare(Math.round(this.arrived * 100));
      return html`<div class="notice" role="status"><p class="quiet">${text}</p></div>`;
    }
    const host = URL.canParse(this.src, document.baseURI) ? new URL(this.src, document.baseURI).host : this.src;
    return html`<div class="notice" role="alert">
      <h3>${words.failed}</h3>
      <p>${words.reason(this.failure)}</p>
      ${host === "" ? nothing : html`<p class="quiet">${words.from(host)}</p>`}
      <crowd-button @click=${this.#retry}>${words.retry}</crowd-button>
    </div>`;
  }

  #renderBar(): TemplateResult {
    const words = stageWords();
    const step = (factor: number) => () => {
      this.zoomBy(factor);
    };
    return html`<div class="bar" role="toolbar" aria-label=${words.viewControls}>
      ${this.#renderButton("zoomOut", words.zoomOut, step(1 / zoomStep))}
      <output>${this.percent}%</output>
      ${this.#renderButton("zoomIn", words.zoomIn, step(zoomStep))}
      ${this.#renderButton("fit", words.fit, () => {
        this.fit();
      })}
      <button type="button" title=${hint(words.actualSize)} aria-label=${words.actualSize} @click=${this.actualSize}>1:1</button>
      ${this.#renderButton("turnLeft", words.turnLeft, () => {
        this.turn(-1);
      })}
      ${this.#renderButton("turnRight", words.turnRight, () => {
        this.turn(1);
      })}
      <span class="gap"></span>
      <slot name="bar"></slot>
    </div>`;
  }

  #renderButton(icon: string, action: string, run: () => void): TemplateResult {
    return html`<button type="button" title=${hint(action)} aria-label=${action} aria-keyshortcuts=${keyOf(action)} @click=${run}>
      <svg viewBox="0 0 24 24" aria-hidden="true">${stageIcons[icon]}</svg>
    </button>`;
  }
}

function hint(action: string): string {
  return `${action} (${keyOf(action)})`;
}

export const imageStageTag = "truthloop-image-stage";
