import type { PropertyValues, TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { UnreadableAttribute } from "../attributes/converters.js";
import type { Problem } from "../control/answer-control.js";
import { JointHistory } from "../drawing/joint-history.js";
import { Kept } from "../drawing/kept.js";
import type { View } from "../drawing/view.js";
import type { StageLayer } from "../image-stage/stage-layer.js";
import { inMaskColours } from "../raster/segmentation-panels.js";
import { renderSettings } from "../raster/segmentation-settings.js";
import { segmentationStyles } from "../raster/segmentation-styles.js";
import { segmentationWords } from "../raster/segmentation-words.js";
import type { Edited } from "../raster/session-host.js";
import { isRecord } from "../vector-tools/scene-json.js";
import { VectorControl } from "../vector-tools/vector-control.js";
import type { KeyHint } from "../workbench/key-hint.js";
import type { ObjectRow } from "../workbench/object-rows.js";
import type { ToolButton } from "../workbench/tool-bar.js";
import type { WorkLabel } from "../workbench/work-label.js";
import type { ObjectPicked, ObjectRemoved, ObjectToggled, ToolPressed } from "../workbench/workbench-events.js";
import { maskKinds } from "./mask-kinds.js";
import { maskLayerWords } from "./mask-layer-words.js";
import { MaskLayer, type MaskLayerHost } from "./mask-layer.js";
import { actionOfButton, forBoth, maskAction, maskGroups, maskKeyHints, rowId, rowsOf, toggled, toolOfKey, valueOfRow } from "./mask-panels.js";
import { MaskTool } from "./mask-tool.js";
import { SharedHand } from "./shared-hand.js";

/** Shapes with a mask below them, where the attribute `masks` asks for one: one list of labels and one of objects. */
export abstract class MaskedControl extends VectorControl implements MaskLayerHost {
  static override readonly styles = [...VectorControl.styles, segmentationStyles];

  readonly #hand = new SharedHand(this.place, () => this.#mask);
  /** Edits of shapes and mask in the order they were made. */
  readonly #joint = new JointHistory();
  #mask: MaskLayer | undefined;
  readonly #answered = new Kept<Json>();
  readonly #drafted = new Kept<Json>();
  /** A draft's mask, which may come before there is a mask to hold it. */
  #restored: Json | undefined;
  /** What a script has set in place of the initial value. */
  #replacement: { readonly value: unknown } | undefined;
  /** The mask's objects that labels have their colours from. */
  #coloured: unknown;

  /** `semantic` or `instance`; without it nothing can be painted. */
  @property() masks = "";

  constructor(...given: ConstructorParameters<typeof VectorControl>) {
    super(...given);
    const { board, place } = this;
    place.steps = this.#joint;
    place.selecting.pickBelow = (at) => {
      this.#hand.takeLabelOf(this.#mask?.pickAt(at));
    };
    board.onEdit = (stepped) => {
      if (!stepped) this.#joint.push(board);
      this.noteEdit();
    };
    board.onChange = () => {
      this.#hand.followBoard();
      this.show();
    };
  }

  get view(): View {
    return this.surface.view;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#mask?.close();
  }

  requestDraw(): void {
    this.surface.requestDraw();
  }

  pixels(): Promise<ImageData | undefined> {
    return this.stage?.pixels() ?? Promise.resolve(undefined);
  }

  edited({ kind, object }: Edited): void {
    const words = segmentationWords();
    if (this.#mask !== undefined && kind !== "undone" && kind !== "redone") this.#joint.push(this.#mask);
    if (kind === "erased") this.said = words.erased;
    else if (object !== undefined) this.said = words.painted(object.label);
    this.noteEdit();
  }

  override get keyHints(): readonly KeyHint[] {
    return this.#mask === undefined ? super.keyHints : [...super.keyHints, ...maskKeyHints(this.#mask)];
  }

  override get answer(): Json | undefined {
    const [shapes, mask] = [super.answer, this.#mask];
    if (mask === undefined || !isRecord(shapes)) return shapes;
    return this.#answered.of([shapes, mask.session, mask.revision], () => {
      const { initialValueModified, ...lists } = shapes as Readonly<Record<string, Json>>;
      if (initialValueModified === undefined) return { ...lists, ...mask.answer };
      return { ...lists, ...mask.answer, initialValueModified: initialValueModified === true || this.#maskModified };
    });
  }

  override get value(): Json | undefined {
    return this.answer;
  }

  override set value(value: unknown) {
    super.value = value;
    this.#replacement = { value };
    this.#restored = undefined;
    this.#mask?.replace(this.#paintedLabels, value);
  }

  override get draftState(): Json {
    const shapes = super.draftState;
    const mask = this.#mask?.draftState ?? this.#restored;
    if (mask === undefined || mask === null || !isRecord(shapes)) return shapes;
    return this.#drafted.of([shapes, mask], () => ({ ...(shapes as Readonly<Record<string, Json>>), mask }));
  }

  override restore(draftState: Json): void {
    super.restore(draftState);
    this.#restored = isRecord(draftState) ? draftState["mask"] : undefined;
    if (this.#restored !== undefined) this.#mask?.restore(this.#restored);
  }

  /** Labels that may be painted. */
  protected abstract mayPaint(label: WorkLabel): boolean;

  protected override restoreDefault(): void {
    super.restoreDefault();
    const replaced = this.#replacement !== undefined;
    this.#restored = undefined;
    this.#replacement = undefined;
    if (replaced) this.#mask?.replace(this.#paintedLabels, this.#startingMask);
    else this.#mask?.reset();
  }

  protected override findProblem(): Problem | undefined {
    const problem = super.findProblem();
    const mask = this.#mask;
    if (problem !== undefined || mask === undefined || mask.session !== undefined || this.src === "" || this.picture === "failed") return problem;
    const words = segmentationWords();
    return { flags: { badInput: true }, message: mask.isLoading ? words.maskLoading : words.notLoaded };
  }

  protected override get isBlank(): boolean {
    return super.isBlank && this.#mask?.isBlank !== false;
  }

  protected override get fault(): string {
    const fault = super.fault;
    if (fault !== "" || this.masks === "") return fault;
    if (this.#mask === undefined) return maskLayerWords().masksUnknown(this.masks);
    return this.#mask.isUnread ? segmentationWords().unreadPixels : this.#mask.notice;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const another = changed.has("masks");
    if (another) this.#changeKind();
    const mask = this.#mask;
    if (mask === undefined) return;
    if (another || changed.has("labels") || changed.has("labelColors") || changed.has("initialValue"))
      mask.setSource(this.#paintedLabels, this.#startingMask);
    if (changed.has("src") || another) mask.setSize(this.picture === "there" ? this.imageSize : undefined);
    if (mask.session?.label === "") mask.takeLabel(this.board.label, false);
    if (this.place.tool instanceof MaskTool) this.place.tool.take();
    this.#followColours(mask);
  }

  protected override pictureReady(): void {
    super.pictureReady();
    this.#mask?.setSize(this.imageSize);
  }

  protected override useKey(event: KeyboardEvent, onPicture: boolean): boolean {
    const { place, stage } = this;
    const mask = this.#mask;
    if (mask === undefined) return super.useKey(event, onPicture);
    const painting = place.tool instanceof MaskTool;
    if (painting && onPicture && stage !== null && mask.hand.useStageKey(event, stage, stage.screenSize)) return true;
    const action = painting || this.#instancesAlone ? maskAction(event, mask.hasInstances) : undefined;
    const tool = toolOfKey(event, mask.tools);
    if (action !== undefined) mask.act(action);
    else if (tool !== undefined) place.useTool(tool.id);
    else if (super.useKey(event, onPicture)) return true;
    else if (event.key === "Escape" && mask.selected.length > 0) mask.select([]);
    else return false;
    return true;
  }

  protected override pressTool(event: ToolPressed): void {
    const action = this.#mask === undefined ? undefined : actionOfButton(event.id, this.#mask);
    if (action !== undefined) this.#mask?.act(action);
    if (action === undefined || (event.id === "remove" && this.board.selection.length > 0)) super.pressTool(event);
    this.show();
  }

  protected override pickObject(event: ObjectPicked): void {
    const value = valueOfRow(event.id);
    this.#hand.adding = event.adding;
    if (value === undefined || this.#mask === undefined) super.pickObject(event);
    else this.#pickValue(this.#mask, value, event.adding);
    this.#hand.adding = false;
  }

  protected override toggleObject(event: ObjectToggled): void {
    const { shapes, values } = toggled(this.rows, event);
    if (values.length > 0) this.#mask?.session?.toggle(values, event.what);
    this.place.toggle(shapes, event.what);
  }

  protected override removeObject(event: ObjectRemoved): void {
    const value = valueOfRow(event.id);
    if (value === undefined) super.removeObject(event);
    else this.#mask?.session?.remove([value]);
  }

  protected override get layers(): readonly StageLayer[] {
    return [...(this.#mask?.below ?? []), ...super.layers, ...(this.#mask?.above ?? [])];
  }

  protected override get toolGroups(): readonly (readonly ToolButton[])[] {
    const [[tools = [], ...others], mask] = [super.toolGroups, this.#mask];
    if (mask === undefined) return [tools, ...others];
    const both = others.map((group) => group.map((button) => forBoth(button, mask, this.isDisabled)));
    return [tools, ...maskGroups(mask, this.place.tool.id, this.isDisabled), ...both];
  }

  protected override get rows(): readonly ObjectRow[] {
    return this.#mask === undefined ? super.rows : [...super.rows, ...rowsOf(this.#mask)];
  }

  protected override get chosenRows(): readonly string[] {
    return [...super.chosenRows, ...(this.#mask?.selected.map(rowId) ?? [])];
  }

  protected override renderStatus(): TemplateResult {
    const session = this.place.tool instanceof MaskTool ? this.#mask?.session : undefined;
    return session === undefined || this.#mask === undefined ? super.renderStatus() : renderSettings(session, this.#mask.hand.kind, this.isDisabled);
  }

  protected override get workLabels(): readonly WorkLabel[] {
    const mask = this.#mask;
    return mask === undefined || mask.hasInstances ? super.workLabels : inMaskColours(super.workLabels, mask.objects);
  }

  protected override labelsChanged(): void {
    super.labelsChanged();
    this.#coloured = undefined;
  }

  #changeKind(): void {
    const kind = maskKinds[this.masks];
    this.#mask?.close();
    this.#mask = kind === undefined ? undefined : new MaskLayer(this, kind);
    this.place.others = this.#mask?.tools ?? [];
    if (this.#restored !== undefined) this.#mask?.restore(this.#restored);
  }

  /** Labels have one colour, on shapes as in the mask. */
  #followColours(mask: MaskLayer): void {
    if (mask.hasInstances || mask.objects === this.#coloured) return;
    this.#coloured = mask.objects;
    this.colors = new Map(this.workLabels.map(({ name, color }) => [name, color]));
    this.scenes.forget();
  }

  #pickValue(mask: MaskLayer, value: number, adding: boolean): void {
    if (!adding) this.board.select([]);
    const object = mask.pickValue(value, adding);
    if (object === undefined) return;
    this.#hand.takeLabelOf(object.label);
    this.said = segmentationWords().selected(object.label);
    const box = mask.boxOf(value);
    if (box !== undefined && !adding && this.place.tool === this.place.selecting) this.stage?.centerOn(box);
  }

  get #maskModified(): boolean {
    return this.#replacement !== undefined || this.#mask?.isModified === true;
  }

  get #startingMask(): unknown {
    const given = this.#replacement === undefined ? this.initialValue : this.#replacement.value;
    return given instanceof UnreadableAttribute ? undefined : given;
  }

  get #paintedLabels(): readonly WorkLabel[] {
    return this.labelList.filter((label) => this.mayPaint(label));
  }

  /** Whether keys for what is selected mean instances of the mask. */
  get #instancesAlone(): boolean {
    return this.#mask !== undefined && this.#mask.selected.length > 0 && this.board.selection.length === 0;
  }
}
