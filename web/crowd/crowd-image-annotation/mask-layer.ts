import type { Json } from "../../shared/messages/worker-page-messages.js";
import type { Box, Point, Size } from "../drawing/point.js";
import type { Steps } from "../drawing/joint-history.js";
import type { View } from "../drawing/view.js";
import type { StageLayer } from "../image-stage/stage-layer.js";
import { boxOfValue } from "../raster/label-map.js";
import { instances, labeledImage, labelMappings } from "../raster/mask-answer.js";
import type { MaskObject } from "../raster/mask-document.js";
import { MaskHolder } from "../raster/mask-holder.js";
import type { MaskKind } from "../raster/mask-kind.js";
import type { PaintingSession } from "../raster/painting-session.js";
import { PicturePixels } from "../raster/picture-pixels.js";
import { actOn, type SegmentationAction } from "../raster/segmentation-commands.js";
import { paintTools } from "../raster/segmentation-tools.js";
import type { Edited, SessionHost } from "../raster/session-host.js";
import { ToolHand } from "../raster/tool-hand.js";
import type { WorkLabel } from "../workbench/work-label.js";
import { MaskTool } from "./mask-tool.js";

/** What a mask layer needs of the element around it. */
export interface MaskLayerHost extends Pick<SessionHost, "view" | "isDisabled" | "requestDraw" | "requestUpdate" | "edited"> {
  /** The picture's own pixels; undefined when its server keeps them from scripts. */
  pixels(): Promise<ImageData | undefined>;
}

/** A mask below the shapes of one picture: its tools, its history, what is selected in it, and its part of the answer. */
export class MaskLayer implements SessionHost, Steps {
  readonly hand = new ToolHand();
  readonly tools: readonly MaskTool[];
  readonly analyse: SessionHost["analyse"];
  readonly #host: MaskLayerHost;
  readonly #kind: MaskKind;
  readonly #pixels: PicturePixels;
  readonly #holder: MaskHolder;

  constructor(host: MaskLayerHost, kind: MaskKind) {
    this.#host = host;
    this.#kind = kind;
    this.#pixels = new PicturePixels(() => host.pixels(), () => { host.requestUpdate(); });
    this.analyse = this.#pixels.analyse;
    this.#holder = new MaskHolder(this, kind, this.#pixels.client);
    const session = (): PaintingSession | undefined => this.session;
    this.tools = paintTools.filter(({ name }) => name !== "pick").map(({ name }) => new MaskTool(name, this.hand, session));
  }

  get view(): View {
    return this.#host.view;
  }

  get isDisabled(): boolean {
    return this.#host.isDisabled;
  }

  requestDraw(): void {
    this.#host.requestDraw();
  }

  requestUpdate(): void {
    this.#host.requestUpdate();
  }

  edited(what: Edited): void {
    this.#host.edited(what);
  }

  /** Undefined until the picture, and a mask it begins with, are there. */
  get session(): PaintingSession | undefined {
    return this.#holder.session;
  }

  get hasInstances(): boolean {
    return this.#kind.hasInstances;
  }

  get isLoading(): boolean {
    return this.#holder.isLoading;
  }

  /** Whether a tool waits for the picture to be looked into. */
  get isAsking(): boolean {
    return this.#pixels.isAsking;
  }

  get isUnread(): boolean {
    return this.#pixels.isUnread;
  }

  /** What a worker should know about the initial mask. */
  get notice(): string {
    return this.#holder.notice;
  }

  get isBlank(): boolean {
    return this.session?.document.holdsAnything !== true;
  }

  get isModified(): boolean {
    return this.#holder.isModified;
  }

  get canUndo(): boolean {
    return this.session?.document.canUndo ?? false;
  }

  get canRedo(): boolean {
    return this.session?.document.canRedo ?? false;
  }

  undo(): boolean {
    return this.session?.undo() ?? false;
  }

  redo(): boolean {
    return this.session?.redo() ?? false;
  }

  /** What lies under the shapes. */
  get below(): readonly StageLayer[] {
    return this.session?.layers.slice(0, 1) ?? [];
  }

  /** What the tool in hand shows ahead, over everything. */
  get above(): readonly StageLayer[] {
    return this.session?.layers.slice(1) ?? [];
  }

  get objects(): readonly MaskObject[] {
    return this.session?.document.objects ?? [];
  }

  /** The selected instances; labels are never selected. */
  get selected(): readonly number[] {
    return this.session?.selected ?? [];
  }

  select(values: readonly number[]): void {
    if (this.selected.length > 0 || values.length > 0) this.session?.select(values);
  }

  /** Takes a label in hand; `relabels`: the selected instances get it. */
  takeLabel(label: string, relabels: boolean): void {
    const { session } = this;
    if (relabels && this.selected.length > 0) session?.relabel(this.selected, label);
    else session?.pickLabel(label);
  }

  /** Takes what lies at a point in hand, and says which label that is. */
  pickAt(at: Point): string | undefined {
    this.session?.pickAt(at);
    return this.session?.label;
  }

  /** Takes what the list shows for a value in hand: an instance itself, and its label. */
  pickValue(value: number, adding: boolean): MaskObject | undefined {
    const object = this.session?.objectOf(value);
    if (object?.owned === true && !adding) this.session?.pickLabel(object.label);
    if (object !== undefined && this.hasInstances) this.session?.pick(value, adding);
    return object;
  }

  boxOf(value: number): Box | undefined {
    return this.session === undefined ? undefined : boxOfValue(this.session.map, value);
  }

  act(action: SegmentationAction): void {
    if (action === "smaller") this.hand.notch(-1);
    else if (action === "larger") this.hand.notch(1);
    else if (this.session !== undefined) actOn(this.session, action, this.hasInstances);
    this.session?.recolour();
  }

  setSource(labels: readonly WorkLabel[], initial: unknown): void {
    this.#holder.setSource({ labels, initial });
  }

  /** Another picture is coming: its size is not known yet. */
  setSize(size: Size | undefined): void {
    if (size === undefined) this.#pixels.forget();
    this.#holder.setSize(size);
  }

  /** Begins anew, whatever the worker has done. */
  replace(labels: readonly WorkLabel[], value: unknown): void {
    this.#holder.replace({ labels, initial: value });
  }

  /** Back to the initial value. */
  reset(): void {
    this.#holder.reset();
  }

  close(): void {
    this.#holder.close();
    this.#pixels.forget();
  }

  get draftState(): Json {
    return this.#holder.draftState;
  }

  /** Throws an Error when the draft holds no mask. */
  restore(draft: Json): void {
    this.#holder.restore(draft);
  }

  /** Grows with every change of the mask; undefined while there is none. */
  get revision(): number | undefined {
    return this.session?.document.revision;
  }

  /** AWS's keys for a mask; none while there is none. */
  get answer(): Readonly<Record<string, Json>> {
    const document = this.session?.document;
    if (document === undefined) return {};
    const objects = this.hasInstances ? { instances: instances(document) } : { labelMappings: labelMappings(document) };
    return { labeledImage: labeledImage(document), ...objects };
  }
}
