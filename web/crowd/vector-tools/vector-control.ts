import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { looseJson, UnreadableAttribute } from "../attributes/converters.js";
import type { Problem } from "../control/answer-control.js";
import { controlStyles } from "../control/control-styles.js";
import { LabellingControl } from "../control/labelling-control.js";
import { emptyScene, type Scene, type ShapeKind } from "../drawing/scene.js";
import type { ImageStage } from "../image-stage/image-stage.js";
import { layoutHandles } from "../instructions/layout-handles.js";
import type { KeyHint } from "../workbench/key-hint.js";
import type { ObjectList } from "../workbench/object-list.js";
import { paletteColor, readLabels, type WorkLabel } from "../workbench/work-label.js";
import type { LabelPicked, ObjectPicked, ObjectRemoved, ObjectToggled, ToolPressed } from "../workbench/workbench-events.js";
import { workbenchWords } from "../workbench/workbench-words.js";
import type { ReadScene } from "./aws-shapes.js";
import { attributeFault } from "./attribute-fault.js";
import { remove } from "./board-edits.js";
import type { DrawingLook } from "./drawing-look.js";
import { ElementKeys } from "./element-keys.js";
import { objectRows } from "./object-rows-of.js";
import { OverlayLayer } from "./overlay-layer.js";
import { SceneLayer } from "./scene-layer.js";
import { sceneFromJson, sceneToJson } from "./scene-json.js";
import { StageSurface } from "./stage-surface.js";
import { pressTool, toolGroups } from "./tool-groups.js";
import { TrackedTool } from "./tracked-tool.js";
import { imageToolStyles } from "../workbench/image-tool-styles.js";
import { vectorControlStyles } from "./vector-control-styles.js";
import { vectorWords } from "./vector-words.js";
import { runKey, toolHint, workplaceKeyHints } from "./workplace-keys.js";
import { Workplace } from "./workplace.js";

/** What every element that draws shapes on an image shares; a subclass says which shapes, and how an answer is written. */
export abstract class VectorControl extends LabellingControl {
  static override readonly styles = [controlStyles, imageToolStyles, vectorControlStyles];

  protected readonly surface = new StageSurface(() => this.stage);
  protected readonly place: Workplace;
  protected readonly scenes: SceneLayer;
  readonly #overlay: OverlayLayer;
  readonly #tool: TrackedTool;
  #touched = false;
  #initial: Scene | undefined;
  #answered: { readonly scene: Scene; readonly image: unknown; readonly answer: Json } | undefined;
  #drafted: { readonly scene: Scene; readonly state: Json } | undefined;

  @query("truthloop-image-stage") protected readonly stage!: ImageStage | null;
  @query("truthloop-object-list") private readonly list!: ObjectList | null;

  @property() header = "";
  @property() src = "";
  @property({ attribute: "label-colors", converter: looseJson }) labelColors: unknown;
  @property({ attribute: "initial-value", converter: looseJson }) initialValue: unknown;
  @state() private said = "";
  @state() private dropped = 0;
  @state() private picture: "loading" | "there" | "failed" = "loading";

  constructor(kinds: readonly ShapeKind[], relations = false) {
    super();
    this.place = new Workplace(this.surface, kinds, relations);
    this.scenes = new SceneLayer(this.board, this.surface, () => this.look);
    this.#overlay = new OverlayLayer(this.board, () => this.look, () => this.place.tool, this.place.selecting);
    this.#tool = new TrackedTool(this.place);
    new ElementKeys(this, (event) => this.#onKey(event));
    this.board.onChange = () => {
      this.#show();
    };
    this.board.onEdit = () => {
      this.#touched = true;
      this.announceChange();
    };
    this.board.say = (text) => {
      this.said = text;
    };
  }

  /** Every key of this element, for the sheet of keys. */
  override get keyHints(): readonly KeyHint[] {
    return workplaceKeyHints(this.place);
  }

  get answer(): Json | undefined {
    const { settled } = this.#ready;
    const image = this.stage?.imageSize;
    if (this.#answered?.scene !== settled || this.#answered.image !== image)
      this.#answered = { scene: settled, image, answer: this.#wholeAnswer(settled) };
    return this.#answered.answer;
  }

  /** The answer as it stands; setting it takes AWS's form, with or without the list's name around it. */
  get value(): Json | undefined {
    return this.answer;
  }

  set value(value: unknown) {
    this.#touched = true;
    this.#refreshLabels();
    this.#accept(this.read(value));
  }

  get draftState(): Json {
    const { settled } = this.#ready;
    if (this.#drafted?.scene !== settled) this.#drafted = { scene: settled, state: sceneToJson(settled) };
    return this.#drafted.state;
  }

  restore(draftState: Json): void {
    this.#touched = true;
    this.board.load(sceneFromJson(draftState));
  }

  override focus(options?: FocusOptions): void {
    this.stage?.focus(options);
  }

  /** Reads AWS's form of this element's shapes. */
  protected abstract read(given: unknown): ReadScene;

  /** The lists of the answer, by the names AWS gives them. */
  protected abstract write(scene: Scene): Readonly<Record<string, Json>>;

  protected get board(): Workplace["board"] {
    return this.place.board;
  }

  protected get look(): DrawingLook {
    return {
      colorOf: (label) => this.colors.get(label) ?? paletteColor(0),
      namesHidden: this.stage?.markTextsHidden === true,
      skeleton: [],
    };
  }

  protected colors: ReadonlyMap<string, string> = new Map();

  protected get labelList(): readonly WorkLabel[] {
    return readLabels(this.labelsGiven, this.labelColors);
  }

  protected rememberDefault(): void {
    // The default is the initial value, which may be set later as well.
  }

  protected restoreDefault(): void {
    this.#touched = false;
    this.#loadInitial();
  }

  protected findProblem(): Problem | undefined {
    const { settled } = this.#ready;
    const spoken = vectorWords();
    if (this.picture === "loading" && this.src !== "") return { flags: { customError: true }, message: spoken.imageLoading };
    if (this.required && settled.objects.length === 0) return { flags: { valueMissing: true }, message: spoken.drawSomething };
    return undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("labels") || changed.has("labelColors")) this.#refreshLabels();
    if ((changed.has("initialValue") || changed.has("labels")) && !this.#touched) this.#loadInitial();
    if (changed.has("src")) this.picture = "loading";
    this.board.locked = this.isDisabled;
  }

  protected override updated(): void {
    super.updated();
    this.stage?.requestDraw();
  }

  /** The board with the initial value in it, even before the element has rendered for the first time. */
  get #ready(): Workplace["board"] {
    if (!this.hasUpdated && !this.#touched && this.#initial === undefined) {
      this.#refreshLabels();
      this.#loadInitial();
    }
    return this.board;
  }

  #refreshLabels(): void {
    const labels = this.labelList;
    this.place.labels = labels;
    this.colors = new Map(labels.map(({ name, color }) => [name, color]));
    if (!this.colors.has(this.board.label)) this.board.label = labels[0]?.name ?? "";
    this.scenes.forget();
  }

  #loadInitial(): void {
    const given = this.initialValue;
    this.#accept(given === undefined || given instanceof UnreadableAttribute ? { scene: emptyScene, dropped: 0 } : this.read(given));
    this.#initial = this.board.settled;
  }

  #accept({ scene, dropped }: ReadScene): void {
    this.dropped = dropped;
    this.board.load(scene);
  }

  #wholeAnswer(scene: Scene): Json {
    const lists = this.write(scene);
    const { width, height } = this.stage?.imageSize ?? { width: 0, height: 0 };
    const answer = { ...lists, inputImageProperties: { height, width } };
    if (this.initialValue === undefined || this.initialValue === null) return answer;
    const before = this.read(this.initialValue).scene;
    return { ...answer, initialValueModified: JSON.stringify(this.write(before)) !== JSON.stringify(lists) };
  }

  #show(): void {
    this.#overlay.cursor = this.place.cursor;
    this.requestUpdate();
    this.stage?.requestDraw();
  }

  #onKey(event: KeyboardEvent): boolean {
    const target = event.composedPath()[0];
    if (event.key === "/" && !event.ctrlKey && !event.metaKey) {
      this.list?.focusSearch();
      return true;
    }
    const onPicture = target === document.body || (target instanceof HTMLCanvasElement);
    const copying = (event.ctrlKey || event.metaKey) && event.key === "c" && getSelection()?.isCollapsed === false;
    if (copying || (this.isDisabled && event.key !== "Tab")) return false;
    const used = runKey(this.place, event, onPicture);
    if (used) this.#show();
    return used;
  }

  #onReady(): void {
    this.picture = "there";
    this.board.image = this.stage?.imageSize ?? this.board.image;
    this.#show();
  }

  #onTool(event: ToolPressed): void {
    pressTool(this.place, event.id);
    this.#show();
  }

  #onToggled(event: ObjectToggled): void {
    const ids = event.id === undefined ? this.board.settled.objects.map(({ id }) => id) : [event.id];
    this.place.toggle(ids, event.what);
  }

  #onRemoved(event: ObjectRemoved): void {
    remove(this.board, this.board.settled.objects.filter(({ id }) => id === event.id));
  }

  /** What is wrong with the template, for the requester who previews the page; empty when nothing is. */
  protected get fault(): string {
    const { labelsGiven, labelColors, initialValue } = this;
    const unreadable = attributeFault({ labels: labelsGiven, "label-colors": labelColors, "initial-value": initialValue });
    if (unreadable !== "") return unreadable;
    if (this.labelList.length === 0) return vectorWords().labelMissing;
    return this.dropped > 0 ? vectorWords().dropped(this.dropped) : "";
  }

  protected renderSide(): TemplateResult | typeof nothing {
    return nothing;
  }

  protected override render(): TemplateResult {
    const { board, place } = this;
    const { objects } = board.settled;
    return html`<section aria-labelledby=${this.header === "" ? nothing : "header"}>
      ${this.header === "" ? nothing : html`<h2 id="header" part="header">${this.header}</h2>`}
      <slot></slot>
      <truthloop-workbench
        part="workbench"
        .summary=${workbenchWords().count(objects.length)}
        @tool-pressed=${this.#onTool}
        @label-picked=${(event: LabelPicked) => {
          place.pickLabel(event.label);
        }}
        @object-picked=${(event: ObjectPicked) => {
          place.jump(event.id, event.adding);
        }}
        @object-toggled=${this.#onToggled}
        @object-removed=${this.#onRemoved}
      >
        <truthloop-label-chips slot="labels" .labels=${place.labels} .current=${board.label} .disabled=${this.isDisabled}></truthloop-label-chips>
        <truthloop-tool-bar slot="bar" .groups=${toolGroups(place, this.isDisabled)}></truthloop-tool-bar>
        <truthloop-image-stage
          src=${this.src}
          label=${vectorWords().picture(this.header)}
          .layers=${[this.scenes, this.#overlay]}
          .tool=${this.#tool.wrapped}
          @stage-ready=${this.#onReady}
          @stage-failed=${() => {
            this.picture = "failed";
          }}
        ></truthloop-image-stage>
        <truthloop-object-list slot="side" .rows=${objectRows(objects, this.colors)} .selected=${board.selection} .disabled=${this.isDisabled}></truthloop-object-list>
        ${this.renderSide()}
        <p slot="status" class="hint">${toolHint(place)}</p>
      </truthloop-workbench>
      <p class="sr-only" role="status">${this.said}</p>
      <p class="complaint" role="alert">${this.complaint === "" ? this.fault : this.complaint}</p>
      ${layoutHandles()}
    </section>`;
  }
}
