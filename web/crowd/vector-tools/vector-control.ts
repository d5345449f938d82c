import { html, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";
import type { Size } from "../drawing/point.js";
import type { ShapeKind } from "../drawing/scene.js";
import type { ImageStage } from "../image-stage/image-stage.js";
import type { StageLayer } from "../image-stage/stage-layer.js";
import { layoutHandles } from "../instructions/layout-handles.js";
import { imageToolStyles } from "../workbench/image-tool-styles.js";
import type { KeyHint } from "../workbench/key-hint.js";
import type { ObjectList } from "../workbench/object-list.js";
import type { ObjectRow } from "../workbench/object-rows.js";
import type { ToolButton } from "../workbench/tool-bar.js";
import { paletteColor, type WorkLabel } from "../workbench/work-label.js";
import type { LabelPicked, ObjectPicked, ObjectRemoved, ObjectToggled, ToolPressed } from "../workbench/workbench-events.js";
import { workbenchWords } from "../workbench/workbench-words.js";
import { remove } from "./board-edits.js";
import type { DrawingLook } from "./drawing-look.js";
import { ElementKeys } from "./element-keys.js";
import { objectRows } from "./object-rows-of.js";
import { OverlayLayer } from "./overlay-layer.js";
import { SceneControl } from "./scene-control.js";
import { SceneLayer } from "./scene-layer.js";
import { StageSurface } from "./stage-surface.js";
import { pressTool, toolGroups } from "./tool-groups.js";
import { TrackedTool } from "./tracked-tool.js";
import { vectorControlStyles } from "./vector-control-styles.js";
import { vectorWords } from "./vector-words.js";
import { runKey, toolHint, workplaceKeyHints } from "./workplace-keys.js";
import { Workplace } from "./workplace.js";

/** What every element that draws shapes on an image shares; a subclass says which shapes, and how an answer is written. */
export abstract class VectorControl extends SceneControl {
  static override readonly styles = [controlStyles, imageToolStyles, vectorControlStyles];

  protected readonly surface = new StageSurface(() => this.stage);
  protected readonly place: Workplace;
  protected readonly scenes: SceneLayer;
  readonly #overlay: OverlayLayer;
  readonly #tool: TrackedTool;

  @query("truthloop-image-stage") protected readonly stage!: ImageStage | null;
  @query("truthloop-object-list") private readonly list!: ObjectList | null;

  @state() protected said = "";
  /** Why nothing came of the last thing tried, until something else is. */
  @state() private refused = "";

  constructor(kinds: readonly ShapeKind[], relations = false) {
    super();
    this.place = new Workplace(this.surface, kinds, relations);
    this.scenes = new SceneLayer(this.board, this.surface, () => this.look);
    this.#overlay = new OverlayLayer(this.board, () => this.look, () => this.place.tool, this.place.selecting);
    this.#tool = new TrackedTool(this.place, () => {
      this.refused = "";
    });
    new ElementKeys(this, (event) => this.#onKey(event));
    this.board.onChange = () => {
      this.show();
    };
    this.board.onEdit = () => {
      this.noteEdit();
    };
    this.board.say = (text) => {
      this.said = text;
    };
    this.board.refuse = (why) => {
      this.refused = why;
    };
  }

  /** Every key of this element, for the sheet of keys. */
  override get keyHints(): readonly KeyHint[] {
    return workplaceKeyHints(this.place);
  }

  override focus(options?: FocusOptions): void {
    this.stage?.focus(options);
  }

  protected get look(): DrawingLook {
    return {
      colorOf: (label) => this.colors.get(label) ?? paletteColor(0),
      namesHidden: this.stage?.markTextsHidden === true,
      skeleton: [],
    };
  }

  /** The labels as chips. */
  protected get workLabels(): readonly WorkLabel[] {
    return this.place.labels;
  }

  protected override updated(): void {
    super.updated();
    this.stage?.requestDraw();
  }

  protected get imageSize(): Size | undefined {
    return this.stage?.imageSize;
  }

  protected override labelsChanged(): void {
    this.scenes.forget();
  }

  protected show(): void {
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
    this.refused = "";
    const used = this.useKey(event, onPicture);
    if (used) this.show();
    return used;
  }

  /** Does what a key says, which no text field and no list had a use for. */
  protected useKey(event: KeyboardEvent, onPicture: boolean): boolean {
    return runKey(this.place, event, onPicture);
  }

  protected pictureReady(): void {
    this.picture = "there";
    this.board.image = this.stage?.imageSize ?? this.board.image;
    this.show();
  }

  protected pressTool({ id }: ToolPressed): void {
    this.refused = "";
    pressTool(this.place, id);
    this.show();
  }

  protected pickLabel({ label }: LabelPicked): void {
    this.place.pickLabel(label);
  }

  protected pickObject({ id, adding }: ObjectPicked): void {
    this.place.jump(id, adding);
  }

  protected toggleObject({ id, what }: ObjectToggled): void {
    this.place.toggle(id === undefined ? this.board.settled.objects.map((object) => object.id) : [id], what);
  }

  protected removeObject({ id }: ObjectRemoved): void {
    remove(this.board, this.board.settled.objects.filter((object) => object.id === id));
  }

  /** What lies over the picture, the lowest first. */
  protected get layers(): readonly StageLayer[] {
    return [this.scenes, this.#overlay];
  }

  protected get toolGroups(): readonly (readonly ToolButton[])[] {
    return toolGroups(this.place, this.isDisabled);
  }

  /** The list of objects, the topmost first. */
  protected get rows(): readonly ObjectRow[] {
    return objectRows(this.board.settled.objects, this.colors);
  }

  protected get chosenRows(): readonly string[] {
    return this.board.selection;
  }

  protected renderSide(): TemplateResult | typeof nothing {
    return nothing;
  }

  /** The line below the picture. */
  protected renderStatus(): TemplateResult {
    if (this.refused !== "") return html`<p slot="status" class="hint refused">${this.refused}</p>`;
    return html`<p slot="status" class="hint">${toolHint(this.place)}</p>`;
  }

  protected override render(): TemplateResult {
    const { board, rows } = this;
    return html`<section aria-labelledby=${this.header === "" ? nothing : "header"}>
      ${this.header === "" ? nothing : html`<h2 id="header" part="header">${this.header}</h2>`}
      <slot></slot>
      <truthloop-workbench
        part="workbench"
        .summary=${workbenchWords().count(rows.length)}
        @tool-pressed=${this.pressTool}
        @label-picked=${this.pickLabel}
        @object-picked=${this.pickObject}
        @object-toggled=${this.toggleObject}
        @object-removed=${this.removeObject}
      >
        <truthloop-label-chips slot="labels" .labels=${this.workLabels} .current=${board.label} .disabled=${this.isDisabled}></truthloop-label-chips>
        <truthloop-tool-bar slot="bar" .groups=${this.toolGroups}></truthloop-tool-bar>
        <truthloop-image-stage
          src=${this.src}
          label=${vectorWords().picture(this.header)}
          .layers=${this.layers}
          .tool=${this.#tool.wrapped}
          @stage-ready=${this.pictureReady}
          @stage-failed=${() => {
            this.picture = "failed";
          }}
        ></truthloop-image-stage>
        <truthloop-object-list slot="side" .rows=${rows} .selected=${this.chosenRows} .disabled=${this.isDisabled}></truthloop-object-list>
        ${this.renderSide()}
        ${this.renderStatus()}
      </truthloop-workbench>
      <p class="sr-only" role="status">${this.refused === "" ? this.said : this.refused}</p>
      <p class="complaint" role="alert">${this.complaint === "" ? this.fault : this.complaint}</p>
      ${layoutHandles()}
    </section>`;
  }
}
