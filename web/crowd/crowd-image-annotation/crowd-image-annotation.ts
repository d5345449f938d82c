import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { looseJson } from "../attributes/converters.js";
import type { Problem } from "../control/answer-control.js";
import { changingObjects, findObject, type Scene, type SceneObject, type ShapeKind } from "../drawing/scene.js";
import type { ReadScene } from "../vector-tools/aws-shapes.js";
import { attributeFault } from "../vector-tools/attribute-fault.js";
import { vectorWords } from "../vector-tools/vector-words.js";
import { listOf } from "../vector-tools/scene-json.js";
import type { WorkLabel } from "../workbench/work-label.js";
import type { AttributeChanged, RelationRemoved, RelationRow } from "./attribute-panel.js";
import { readAnswer, writeAnswer } from "./image-annotation-answer.js";
import { allKinds, readKinds, readRules, type LabelRule } from "./label-rules.js";
import { MaskedControl } from "./masked-control.js";
import { readAttributes } from "./object-attribute.js";

/**
 * Our own: every kind of shape on one image, painted masks below them, labels in a hierarchy, questions about each shape,
 * named relations between shapes. Its answer holds what AWS's elements give under their names, with more in each entry.
 */
export class CrowdImageAnnotation extends MaskedControl {
  #rules: ReadonlyMap<string, LabelRule> = new Map();

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
