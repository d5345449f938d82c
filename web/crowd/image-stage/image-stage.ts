import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { clampToImage, type Box, type Point, type Size } from "../drawing/point.js";
import { centeredView, fitView, keptInSight, panBy, toImage, toScreen, turned, uprightView, viewOfBox, visibleBox, zoomAt, type ScaleRange, type View } from "../drawing/view.js";
import { controlStyles } from "../control/control-styles.js";
import { crosshairLines, moveCrosshair } from "./crosshair.js";
import { imageStageStyles } from "./image-stage-styles.js";
import type { Picture } from "./picture.js";
import { paintLayers, paintPicture, sizedToScreen, wipe } from "./picture-painter.js";
import { readPixels } from "./picture-pixels.js";
import { PictureSource } from "./picture-source.js";
import { StageGestures } from "./stage-gestures.js";
import { StageKeys } from "./stage-keys.js";
import type { StageLayer, StageTool } from "./stage-layer.js";
import { failureNotice, loadingNotice } from "./stage-notice.js";
import { stageWords } from "./stage-words.js";
import type { ViewBar } from "./view-bar.js";
import { cssFilter, gammaFilter } from "./view-filters.js";
import { asStored, type ViewSettings } from "./view-settings.js";

/** Free space around a fitted image, so that marks at its edges can be grasped. */
const fitMargin = 8;
/** At least this much of the image stays in sight. */
const leastInSight = 48;
const mostMagnified = 64;
/** What a box that is gone to takes of the screen at most. */
const shareOfScreen = 0.5;

/**
 * A picture that can be zoomed, moved and turned, and what tools paint over it. Fires `stage-ready` ({size}),
 * `stage-failed` ({failure}) and `view-changed`.
 */
export class ImageStage extends LitElement {
  static override readonly styles = [controlStyles, imageStageStyles];

  readonly #resizing = new ResizeObserver(() => {
    this.#onResize();
  });
  readonly #source = new PictureSource(
    this,
    (picture) => {
      this.#accept(picture);
    },
    (failure) => {
      this.dispatchEvent(new CustomEvent("stage-failed", { detail: { failure } }));
    },
  );
  #gestures: StageGestures | undefined;
  #view: View = uprightView(1);
  #screen: Size = { width: 0, height: 0 };
  /** Whether the view still is the whole image, which then follows the size of the stage. */
  #fitted = true;
  #frame = 0;
  #pictureDirty = true;

  @query(".picture") private readonly pictureCanvas!: HTMLCanvasElement | null;
  @query(".marks") private readonly marksCanvas!: HTMLCanvasElement | null;
  @query("truthloop-view-bar") private readonly bar!: ViewBar | null;

  @property() src = "";
  /** What assistive technology calls the picture. */
  @property() label = "";
  @property({ attribute: false }) layers: readonly StageLayer[] = [];
  @property({ attribute: false }) tool: StageTool | undefined;
  @property({ attribute: false }) settings: ViewSettings = asStored;
  @property({ type: Boolean }) crosshair = false;
  @property({ attribute: false }) minimap = true;
  @property({ type: Boolean, attribute: "marks-hidden" }) marksHidden = false;
  /** For layers to heed: whether marks go without their labels. */
  @property({ type: Boolean, attribute: "mark-texts-hidden" }) markTextsHidden = false;
  @property({ type: Number, attribute: "marks-opacity" }) marksOpacity = 1;

  /** Whether Space is held. */
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
    if (this.hasUpdated) this.#resizing.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizing.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  get picture(): Picture | undefined {
    return this.#source.picture;
  }

  /** The size of the image as stored; undefined until it is there. */
  get imageSize(): Size | undefined {
    return this.picture?.size;
  }

  /** Resolves with the size of the present `src`, however many attempts that takes; never rejects. */
  get ready(): Promise<Size> {
    return this.#source.ready;
  }

  /** The part of the stage that shows the picture, in CSS pixels. */
  get screenSize(): Size {
    return this.#screen;
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
    this.#fit(this.#view);
  }

  /** One image pixel to one pixel of the screen's own. */
  actualSize(): void {
    this.zoomBy(1 / (window.devicePixelRatio * this.#view.scale));
  }

  /** Larger or smaller about a place of the stage, its middle unless told. */
  zoomBy(factor: number, at: Point = this.#middle): void {
    if (this.picture === undefined) return;
    // Beside the image, the nearest place of it is meant: it would fly out of sight otherwise.
    const meant = toScreen(this.#view, clampToImage(toImage(this.#view, at), this.picture.size));
    this.view = zoomAt(this.#view, meant, factor, this.#scales);
  }

  panBy(dx: number, dy: number): void {
    this.view = panBy(this.#view, dx, dy);
  }

  turn(quarterTurns: 1 | -1): void {
    const view = turned(this.#view, quarterTurns, this.#middle);
    if (this.#fitted) this.#fit(view);
    else this.#show(view);
  }

  /** Brings a place of the image into the middle. */
  showPlace(place: Point): void {
    this.view = centeredView(this.#view, place, this.#screen);
  }

  /** Brings a box of the image into the middle, large enough to work on. */
  centerOn(box: Box): void {
    this.view = viewOfBox(this.#view, box, this.#screen, shareOfScreen, Math.max(this.#view.scale, 2));
  }

  /** Opens or closes brightness, contrast and what is shown. */
  toggleAdjustments(): void {
    void this.bar?.toggle();
  }

  /** The stored pixels at full resolution; undefined when the image's server forbids reading them. */
  async pixels(): Promise<ImageData | undefined> {
    await this.ready;
    return this.picture === undefined ? undefined : readPixels(this.picture);
  }

  /** Where the pointer is, for the crosshair. */
  pointerAt(screen: Point | undefined): void {
    if (this.crosshair) moveCrosshair(this.renderRoot, screen);
  }

  override focus(options?: FocusOptions): void {
    this.marksCanvas?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("src")) this.#source.open(this.src);
  }

  protected override firstUpdated(): void {
    if (this.marksCanvas === null) return;
    this.#gestures = new StageGestures(this.marksCanvas, this);
    this.#resizing.observe(this);
  }

  protected override updated(): void {
    this.#gestures?.showCursor();
    this.bar?.requestUpdate();
    this.requestDraw();
  }

  get #middle(): Point {
    return { x: this.#screen.width / 2, y: this.#screen.height / 2 };
  }

  get #scales(): ScaleRange {
    if (this.picture === undefined) return { least: 1, most: 1 };
    const { scale } = fitView(this.picture.size, this.#screen, this.#view, fitMargin);
    return { least: Math.min(scale, 1) / 4, most: Math.max(mostMagnified, scale) };
  }

  #accept(picture: Picture): void {
    this.#measure();
    this.#fit(uprightView(picture.orientation));
    this.dispatchEvent(new CustomEvent("stage-ready", { detail: { size: picture.size } }));
  }

  #fit(facing: View): void {
    if (this.picture === undefined) return;
    this.#fitted = true;
    this.#show(fitView(this.picture.size, this.#screen, facing, fitMargin));
  }

  #show(view: View): void {
    const size = this.imageSize;
    this.#view = size === undefined ? view : keptInSight(view, size, this.#screen, leastInSight);
    this.#pictureDirty = true;
    this.requestDraw();
    this.dispatchEvent(new Event("view-changed"));
  }

  #measure(): void {
    this.#screen = sizedToScreen([this.pictureCanvas, this.marksCanvas]);
    this.#pictureDirty = true;
  }

  /** A fitted image stays fitted; otherwise what was in the middle stays there. */
  #onResize(): void {
    const place = toImage(this.#view, this.#middle);
    this.#measure();
    if (this.#fitted) this.fit();
    else this.showPlace(place);
    // A resized canvas is empty, and waiting for the next frame would show it so.
    cancelAnimationFrame(this.#frame);
    this.#paint();
  }

  readonly #paint = (): void => {
    this.#frame = 0;
    const ratio = window.devicePixelRatio;
    const picture = this.pictureCanvas?.getContext("2d");
    if (picture && this.#pictureDirty && this.picture) paintPicture(picture, this.picture, this.#view, ratio);
    this.#pictureDirty = false;
    const marks = this.marksCanvas?.getContext("2d");
    if (!marks) return;
    wipe(marks);
    if (this.marksHidden || this.picture === undefined) return;
    paintLayers(marks, this.layers, this.#view, visibleBox(this.#view, this.picture.size, this.#screen), ratio);
  };

  protected override render(): TemplateResult {
    const words = stageWords();
    const { isLoading, arrived, failure, retry } = this.#source;
    return html`
      <div class="screen" part="screen">
        ${gammaFilter(this.settings, "gamma")}
        <canvas class="picture" aria-hidden="true" style="filter: ${cssFilter(this.settings, "gamma")}"></canvas>
        <canvas
          class="marks"
          tabindex="0"
          role="application"
          aria-label=${this.label === "" ? words.image : this.label}
          style="opacity: ${this.marksOpacity}"
        ></canvas>
        ${this.crosshair ? crosshairLines : nothing}
        ${this.minimap && this.picture !== undefined
          ? html`<truthloop-stage-minimap .stage=${this}></truthloop-stage-minimap>`
          : nothing}
        ${isLoading ? loadingNotice(arrived) : nothing}
        ${failure === undefined ? nothing : failureNotice(this.src, failure, retry)}
        <p class="sr-only" role="status">${isLoading ? words.loading : ""}</p>
      </div>
      <truthloop-view-bar .stage=${this}></truthloop-view-bar>
    `;
  }
}
