import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { looseJson } from "../attributes/converters.js";
import type { Problem } from "../control/answer-control.js";
import { changingObjects, findObject, type Scene, type SceneObject, type ShapeKind } from "../drawing/scene.js";
import type { ReadScene } from "../vector-tools/aws-shapes.js";
import { attributeFault } from "../vector-tools/attribute-fault.js";
import { selectTool } from "../vector-tools/drawing-board.js";
import { keyName } from "../raster/segmentation-keys.js";
import { vectorWords } from "../vector-tools/vector-words.js";
import { listOf } from "../vector-tools/scene-json.js";
import type { KeyHint } from "../workbench/key-hint.js";
import type { WorkLabel } from "../workbench/work-label.js";
import type { AttributeChanged, RelationRemoved, RelationRow } from "./attribute-panel.js";
import { readAnswer, writeAnswer } from "./image-annotation-answer.js";
import { allKinds, readKinds, readRules, type LabelRule } from "./label-rules.js";
import { askedOf, choiceOf, nextOpen, type Asked } from "./attribute-walk.js";
import { MaskedControl } from "./masked-control.js";
import { readAttributes, type ObjectAttribute } from "./object-attribute.js";

/**
 * Our own: every kind of shape on one image, painted masks below them, labels in a hierarchy, questions about each shape,
 * named relations between shapes. Its answer holds what AWS's elements give under their names, with more in each entry.
 */
export class CrowdImageAnnotation extends MaskedControl {
  #rules: ReadonlyMap<string, LabelRule> = new Map();

  /** Whether digits answer questions about the selected object, and lead on to the next. */
  @state() private answering = false;

  @property({ converter: looseJson }) shapes: unknown;
  @property({ attribute: "object-attributes", converter: looseJson }) objectAttributes: unknown;
  @property({ converter: looseJson }) relations: unknown;

  constructor() {
    super(allKinds);
    this.place.kindsOf = (label) => this.#rules.get(label)?.kinds ?? [];
  }

  protected read(given: unknown): ReadScene {
    return readAnswer(given, this.#kinds, new Set(this.labelList.map(({ name }) => name)));
  }

  protected write(scene: Scene): Readonly<Record<string, Json>> {
    const above = new Map(this.place.labels.map(({ name, above }) => [name, above]));
    return writeAnswer(scene, this.#kinds, (label) => [...(above.get(label) ?? []), label], this.#relates);
  }

  protected mayPaint({ name }: WorkLabel): boolean {
    return this.place.isDrawnAs(name, "mask");
  }

  override get keyHints(): readonly KeyHint[] {
    const asks = Array.from(this.#rules.values()).some(({ attributes }) => attributes.some(({ choices }) => choices.length > 0));
    return asks ? [...super.keyHints, { keys: "J", action: vectorWords().answerByDigits }] : super.keyHints;
  }

  /** Takes the worker to the object whose question is not answered. */
  override validate(): boolean {
    const valid = super.validate();
    const missing = valid ? undefined : this.#unanswered;
    if (missing !== undefined) this.place.jump(missing.object.id, false);
    return valid;
  }

  protected override findProblem(): Problem | undefined {
    const problem = super.findProblem();
    const missing = this.#unanswered;
    if (problem !== undefined || missing === undefined) return problem;
    const message = vectorWords().attributeMissing(missing.object.label, missing.name);
    return { flags: { valueMissing: true }, message };
  }

  get #unanswered(): { readonly object: SceneObject; readonly name: string } | undefined {
    for (const object of this.board.settled.objects)
      for (const { name, required } of this.#rules.get(object.label)?.attributes ?? [])
        if (required && object.attributes[name] === undefined) return { object, name };
    return undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("shapes") || changed.has("relations")) this.place.offer(this.#kinds, this.#relates);
    if (changed.has("labels") || changed.has("objectAttributes"))
      this.#rules = readRules(this.labelsGiven, readAttributes(this.objectAttributes));
    super.willUpdate(changed);
    const { relationTool } = this.place;
    if (relationTool?.label === "") relationTool.label = this.#relationNames[0] ?? "";
  }

  protected override get fault(): string {
    const { shapes, objectAttributes, relations } = this;
    const unreadable = attributeFault({ shapes, "object-attributes": objectAttributes, relations });
    if (unreadable !== "") return unreadable;
    return super.fault;
  }

  protected override useKey(event: KeyboardEvent, onPicture: boolean): boolean {
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const asked = this.#asked;
    const choice = asked === undefined || !bare ? undefined : choiceOf(asked, event.key);
    if (bare && keyName(event) === "j") this.#toggleAnswering();
    else if (this.answering && event.key === "Escape") this.answering = false;
    else if (asked !== undefined && choice !== undefined) this.#answer(asked, choice);
    else if (asked === undefined || !bare || !/^\d$/.test(event.key)) return super.useKey(event, onPicture);
    return true;
  }

  protected override renderStatus(): TemplateResult {
    const asked = this.#asked;
    return asked === undefined ? super.renderStatus() : html`<p slot="status" class="hint">${vectorWords().hintAnswering(asked.name)}</p>`;
  }

  readonly #questions = (label: string): readonly ObjectAttribute[] => this.#rules.get(label)?.attributes ?? [];

  /** The question digits answer now. */
  get #asked(): Asked | undefined {
    const [object, ...others] = this.board.selected;
    return this.answering && others.length === 0 ? askedOf(object, this.#questions) : undefined;
  }

  #toggleAnswering(): void {
    this.answering = !this.answering;
    if (this.answering && !this.#goToOpen()) this.board.refuse(vectorWords().noneOpen);
  }

  #answer({ id, name }: Asked, choice: string): void {
    const answered = (object: SceneObject): SceneObject => ({ ...object, attributes: { ...object.attributes, [name]: choice } });
    this.board.commit(changingObjects(this.board.settled, [id], answered));
    if (!this.#goToOpen()) this.said = vectorWords().allAnswered;
  }

  /** On to the next open question; without one digits pick labels again. */
  #goToOpen(): boolean {
    const next = nextOpen(this.board.settled, this.#questions, this.board.selection.at(-1));
    this.answering = next !== undefined;
    if (next === undefined) return false;
    this.place.useTool(selectTool);
    if (this.board.selection.at(-1) !== next.id) this.place.jump(next.id, false);
    this.said = `${next.label} ${next.id}. ${vectorWords().hintAnswering(askedOf(next, this.#questions)?.name ?? "")}`;
    return true;
  }

  get #kinds(): readonly ShapeKind[] {
    return readKinds(this.shapes);
  }

  get #relationNames(): readonly string[] {
    return listOf(this.relations).map(String);
  }

  get #relates(): boolean {
    return this.#relationNames.length > 0;
  }

  #onAttribute(event: AttributeChanged): void {
    const ids = this.board.editable.map(({ id }) => id);
    this.board.commit(
      changingObjects(this.board.settled, ids, (object) => {
        const others = Object.entries(object.attributes).filter(([name]) => name !== event.name);
        const own: [string, Json][] = event.value === undefined ? [] : [[event.name, event.value]];
        return { ...object, attributes: Object.fromEntries([...others, ...own]) };
      }),
    );
  }

  #onRelationRemoved(event: RelationRemoved): void {
    const { settled } = this.board;
    this.board.commit({ ...settled, relations: settled.relations.filter((_, index) => index !== event.index) });
  }

  #onRelationName(event: Event): void {
    event.stopPropagation();
    const { relationTool } = this.place;
    if (relationTool !== undefined) relationTool.label = (event.target as HTMLSelectElement).value;
  }

  get #relationRows(): readonly RelationRow[] {
    const { settled, selection } = this.board;
    const nameOf = (id: string): string => `${findObject(settled, id)?.label ?? ""} ${id}`;
    return settled.relations.flatMap(({ from, to, label }, index) =>
      selection.length > 0 && !selection.includes(from) && !selection.includes(to)
        ? []
        : [{ index, text: `${nameOf(from)} → ${label === "" ? "" : `${label} → `}${nameOf(to)}` }],
    );
  }

  protected override renderSide(): TemplateResult | typeof nothing {
    const [object, ...others] = this.board.selected;
    const questions = object === undefined || others.length > 0 ? [] : (this.#rules.get(object.label)?.attributes ?? []);
    const relations = this.#relates ? this.#relationRows : [];
    const relating = this.place.tool === this.place.relationTool && this.#relationNames.length > 1;
    return html`
      ${relating ? this.#renderRelationName() : nothing}
      ${questions.length === 0 && relations.length === 0
        ? nothing
        : html`<truthloop-object-attributes
            slot="side"
            .heading=${object === undefined ? "" : `${object.label} ${object.id}`}
            .questions=${questions}
            .asked=${this.#asked?.name ?? ""}
            .answers=${object?.attributes ?? {}}
            .relations=${relations}
            .disabled=${this.isDisabled || object?.locked === true}
            @attribute-changed=${this.#onAttribute}
            @relation-removed=${this.#onRelationRemoved}
          ></truthloop-object-attributes>`}
    `;
  }

  #renderRelationName(): TemplateResult {
    return html`<label slot="side" class="relation-name">
      ${vectorWords().relation}
      <select @change=${this.#onRelationName} @input=${(event: Event) => {
        event.stopPropagation();
      }}>
        ${this.#relationNames.map((name) => html`<option ?selected=${name === this.place.relationTool?.label}>${name}</option>`)}
      </select>
    </label>`;
  }
}
