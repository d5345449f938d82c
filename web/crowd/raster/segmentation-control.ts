import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Json, KeyHint } from "../../shared/messages/worker-page-messages.js";
import { looseJson, UnreadableAttribute } from "../attributes/converters.js";
import type { Problem } from "../control/answer-control.js";
import { controlStyles } from "../control/control-styles.js";
import { LabellingControl } from "../control/labelling-control.js";
import type { Size } from "../drawing/point.js";
import { uprightView, type View } from "../drawing/view.js";
import type { ImageStage } from "../image-stage/image-stage.js";
import { layoutHandles } from "../instructions/layout-handles.js";
import type { ObjectList } from "../workbench/object-list.js";
import { readLabels, type WorkLabel } from "../workbench/work-label.js";
import type { LabelPicked, ObjectPicked, ObjectRemoved, ObjectToggled, ToolPressed } from "../workbench/workbench-events.js";
import { workbenchWords } from "../workbench/workbench-words.js";
import { boxOfValue } from "./label-map.js";
import { labeledImage } from "./mask-answer.js";
import type { MaskDocument, MaskObject } from "./mask-document.js";
import { MaskHolder, type MaskSource } from "./mask-holder.js";
import type { MaskKind } from "./mask-kind.js";
import type { Edited, SessionHost } from "./session-host.js";
import { PicturePixels } from "./picture-pixels.js";
import { actOn, isAction, runSegmentationKey, type Commandable, type SegmentationAction } from "./segmentation-commands.js";
import { segmentationKeyHints } from "./segmentation-key-hints.js";
import { SegmentationKeys } from "./segmentation-keys.js";
import { attributeFaults, maskRows, toolGroups } from "./segmentation-panels.js";
import { renderSettings } from "./segmentation-settings.js";
import { imageToolStyles } from "../workbench/image-tool-styles.js";
import { segmentationStyles } from "./segmentation-styles.js";
import type { ToolName } from "./segmentation-tools.js";
import { segmentationWords } from "./segmentation-words.js";
import { ToolHand } from "./tool-hand.js";

/** What both segmentation elements share: a picture, a mask over it, and the tools that paint it. */
export abstract class SegmentationControl extends LabellingControl implements SessionHost, Commandable {
  static override readonly styles = [controlStyles, imageToolStyles, segmentationStyles];

  readonly #pixels = new PicturePixels(
    () => this.stage?.pixels() ?? Promise.resolve(undefined),
    () => {
      this.requestUpdate();
    },
  );
  readonly analyse = this.#pixels.analyse;
  readonly #mask: MaskHolder;
  readonly #kind: MaskKind;
  readonly #hand = new ToolHand();
  /** What a script has set in place of the initial value. */
  #replacement: { readonly value: unknown } | undefined;

  @query("truthloop-image-stage") private readonly stage!: ImageStage | null;
  @query("truthloop-object-list") private readonly list!: ObjectList | null;

  @state() private said = "";

  @property() header = "";
  @property() src = "";
  @property({ attribute: "initial-value", converter: looseJson }) initialValue: unknown;

  constructor(kind: MaskKind) {
    super();
    this.#kind = kind;
    this.#mask = new MaskHolder(this, kind, this.#pixels.client);
    new SegmentationKeys(this, (event) => runSegmentationKey(this, event));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#mask.close();
    this.#pixels.forget();
  }

  override focus(options?: FocusOptions): void {
    this.stage?.focus(options);
  }

  override get keyHints(): readonly KeyHint[] {
    return segmentationKeyHints(this.workLabels, this.#kind.hasInstances);
  }

  get view(): View {
    return this.stage?.view ?? uprightView(1);
  }

  get answer(): Json | undefined {
    const session = this.#mask.session;
    if (session === undefined) return undefined;
    const { document } = session;
    const { height, width } = document.map;
    return {
      ...this.objectsAnswer(document),
      labeledImage: labeledImage(document),
      inputImageProperties: { height, width },
    };
  }

  get value(): Json | undefined {
    return this.answer;
  }

  /** Takes an answer, or what `initial-value` takes, in place of the initial value. */
  set value(value: unknown) {
    this.#replacement = { value };
    this.#mask.replace(this.#source);
  }

  get draftState(): Json {
    return this.#mask.draftState;
  }

  restore(draftState: Json): void {
    this.#mask.restore(draftState);
  }

  requestDraw(): void {
    this.stage?.requestDraw();
  }

  edited({ kind, object }: Edited): void {
    const words = segmentationWords();
    if (kind === "undone" || kind === "redone") this.said = words[kind];
    else if (kind === "erased") this.said = words.erased;
    else this.said = object === undefined ? "" : words.painted(object.label);
    this.announceChange();
  }

  useTool(name: string): void {
    this.#hand.take(name as ToolName, this.#mask.session);
    this.requestUpdate();
  }

  pickLabelAt(index: number): void {
    const label = this.workLabels[index];
    if (label !== undefined) this.#pickLabel(label.name);
  }

  act(action: SegmentationAction): void {
    const session = this.#mask.session;
    if (session === undefined) return;
    if (action === "smaller") this.#hand.notch(-1);
    else if (action === "larger") this.#hand.notch(1);
    else if (action === "search") this.list?.focusSearch();
    else actOn(session, action, this.#kind.hasInstances);
    session.recolour();
  }

  usePictureKey(event: KeyboardEvent, picture: HTMLElement): boolean {
    if (this.stage === null) return false;
    return this.#hand.useStageKey(event, this.stage, { width: picture.clientWidth, height: picture.clientHeight });
  }

  /** What the answer says of labels or instances. */
  protected abstract objectsAnswer(document: MaskDocument): Readonly<Record<string, Json>>;

  /** The labels as chips, in the colours of the mask. */
  protected abstract get workLabels(): readonly WorkLabel[];

  protected get readLabels(): readonly WorkLabel[] {
    return readLabels(this.labelsGiven instanceof UnreadableAttribute ? [] : this.labelsGiven);
  }

  protected get maskObjects(): readonly MaskObject[] {
    return this.#mask.session?.document.objects ?? [];
  }

  protected get isModified(): boolean {
    return this.#replacement !== undefined || this.#mask.isModified;
  }

  protected findProblem(): Problem | undefined {
    const words = segmentationWords();
    const session = this.#mask.session;
    if (session === undefined) return { flags: { badInput: true }, message: this.#mask.isLoading ? words.maskLoading : words.notLoaded };
    if (!this.required || session.document.holdsAnything) return undefined;
    return { flags: { valueMissing: true }, message: words.needed };
  }

  protected rememberDefault(): void {
    // The initial value is the default.
  }

  protected restoreDefault(): void {
    const replaced = this.#replacement !== undefined;
    this.#replacement = undefined;
    if (replaced) this.#mask.replace(this.#source);
    else this.#mask.reset();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("labels") || changed.has("initialValue")) this.#mask.setSource(this.#source);
    if (changed.has("src")) {
      this.#pixels.forget();
      this.#mask.setSize(undefined);
    }
    const { session } = this.#mask;
    this.#hand.follow(session);
    if (session?.label === "") session.pickLabel(this.workLabels[0]?.name ?? "");
  }

  protected override updated(): void {
    super.updated();
    if (this.stage === null) return;
    this.stage.layers = this.#mask.session?.layers ?? [];
    this.stage.tool = this.#hand.tool;
  }

  get #source(): MaskSource {
    const initial = this.initialValue instanceof UnreadableAttribute ? undefined : this.initialValue;
    return { labels: this.readLabels, initial: this.#replacement === undefined ? initial : this.#replacement.value };
  }

  #pickLabel(name: string): void {
    const session = this.#mask.session;
    if (session === undefined) return;
    const tool = this.#hand.kind.name;
    if (this.#kind.hasInstances && tool === "pick" && session.selected.length > 0) session.relabel(session.selected, name);
    else {
      session.pickLabel(name);
      if (tool === "eraser" || tool === "pick") this.useTool("brush");
    }
  }

  readonly #onReady = ({ detail }: CustomEvent<{ size: Size }>): void => {
    this.#mask.setSize(detail.size);
  };

  readonly #onTool = ({ id }: ToolPressed): void => {
    if (isAction(id)) this.act(id);
    else this.useTool(id);
  };

  readonly #onLabel = ({ label }: LabelPicked): void => {
    this.#pickLabel(label);
  };

  readonly #onPicked = ({ id, adding }: ObjectPicked): void => {
    const session = this.#mask.session;
    const value = Number(id);
    const object = session?.objectOf(value);
    if (session === undefined || object === undefined) return;
    if (object.owned && !adding) session.pickLabel(object.label);
    if (this.#kind.hasInstances) session.pick(value, adding);
    this.said = segmentationWords().selected(object.label);
    const box = boxOfValue(session.map, value);
    if (box !== undefined && !adding && this.#hand.kind.name === "pick") this.stage?.centerOn(box);
  };

  readonly #onToggled = ({ id, what }: ObjectToggled): void => {
    const session = this.#mask.session;
    session?.toggle(id === undefined ? session.document.objects.map(({ value }) => value) : [Number(id)], what);
  };

  readonly #onRemoved = ({ id }: ObjectRemoved): void => this.#mask.session?.remove([Number(id)]);

  protected override render(): TemplateResult {
    const words = segmentationWords();
    const session = this.#mask.session;
    const rows = session === undefined ? [] : maskRows(session, this.#kind.hasInstances);
    const summary = this.#kind.hasInstances ? workbenchWords().count(rows.length) : words.labels;
    return html`
      ${this.header === "" ? nothing : html`<h2 id="header" part="header">${this.header}</h2>`}
      ${this.#notices.map((notice) => html`<p class="notice" role="alert">${notice}</p>`)}
      <truthloop-workbench
        .summary=${summary}
        @tool-pressed=${this.#onTool}
        @label-picked=${this.#onLabel}
        @object-picked=${this.#onPicked}
        @object-toggled=${this.#onToggled}
        @object-removed=${this.#onRemoved}
      >
        <truthloop-label-chips slot="labels" .labels=${this.workLabels} .current=${session?.label ?? ""} .disabled=${this.isDisabled}></truthloop-label-chips>
        <truthloop-tool-bar slot="bar" .groups=${toolGroups(session, this.#hand.kind.name, this.#kind.hasInstances, this.isDisabled)}></truthloop-tool-bar>
        <truthloop-image-stage src=${this.src} label=${words.picture} @stage-ready=${this.#onReady}></truthloop-image-stage>
        <truthloop-object-list slot="side" .rows=${rows} .selected=${session?.selected.map(String) ?? []} .disabled=${this.isDisabled}></truthloop-object-list>
        ${session === undefined ? nothing : renderSettings(session, this.#hand.kind, this.isDisabled)}
      </truthloop-workbench>
      <p class="sr-only" role="status">${this.#pixels.isAsking ? words.analysing : this.said}</p>
      <p id="complaint" class="complaint" role="alert">${this.complaint}</p>
      <slot></slot>
      ${layoutHandles()}
    `;
  }

  get #notices(): readonly string[] {
    const words = segmentationWords();
    const faults = attributeFaults({ labels: this.labelsGiven, "initial-value": this.initialValue });
    const missing = faults.length === 0 && this.workLabels.length === 0 ? words.noLabels : "";
    const mask = this.#mask.isLoading ? words.maskLoading : this.#mask.notice;
    return [...faults, missing, mask, this.#pixels.isUnread ? words.unreadPixels : ""].filter((notice) => notice !== "");
  }
}
