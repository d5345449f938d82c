import type { PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { looseJson, UnreadableAttribute } from "../attributes/converters.js";
import type { Problem } from "../control/answer-control.js";
import { LabellingControl } from "../control/labelling-control.js";
import type { Size } from "../drawing/point.js";
import { Kept } from "../drawing/kept.js";
import { emptyScene, type Scene } from "../drawing/scene.js";
import { readLabels, type WorkLabel } from "../workbench/work-label.js";
import type { ReadScene } from "./aws-shapes.js";
import { attributeFault } from "./attribute-fault.js";
import { sceneFromJson, sceneToJson } from "./scene-json.js";
import { vectorWords } from "./vector-words.js";
import type { Workplace } from "./workplace.js";

/** What is answered by an element that draws shapes: from labels and an initial value to answer and draft, no screen. */
export abstract class SceneControl extends LabellingControl {
  #touched = false;
  #initial: Scene | undefined;
  readonly #answered = new Kept<Json>();
  readonly #drafted = new Kept<Json>();
  protected colors: ReadonlyMap<string, string> = new Map();
  protected abstract readonly place: Workplace;

  @property() header = "";
  @property() src = "";
  @property({ attribute: "label-colors", converter: looseJson }) labelColors: unknown;
  @property({ attribute: "initial-value", converter: looseJson }) initialValue: unknown;
  @state() private dropped = 0;
  @state() protected picture: "loading" | "there" | "failed" = "loading";

  get answer(): Json | undefined {
    const { settled } = this.#ready;
    return this.#answered.of([settled, this.imageSize], () => this.#wholeAnswer(settled));
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
    return this.#drafted.of([settled], () => sceneToJson(settled));
  }

  restore(draftState: Json): void {
    this.#touched = true;
    this.board.load(sceneFromJson(draftState));
  }

  /** The stored pixels of the picture; undefined until it is there. */
  protected abstract get imageSize(): Size | undefined;

  /** Reads AWS's form of this element's shapes. */
  protected abstract read(given: unknown): ReadScene;

  /** The lists of the answer, by the names AWS gives them. */
  protected abstract write(scene: Scene): Readonly<Record<string, Json>>;

  protected get board(): Workplace["board"] {
    return this.place.board;
  }

  protected get labelList(): readonly WorkLabel[] {
    return readLabels(this.labelsGiven, this.labelColors);
  }

  /** Labels have other names or colours. */
  protected labelsChanged(): void {
    // Here nothing is shown.
  }

  /** The worker has changed the answer: from now on the initial value is not read again. */
  protected noteEdit(): void {
    this.#touched = true;
    this.announceChange();
  }

  protected rememberDefault(): void {
    // The default is the initial value, which may be set later as well.
  }

  protected restoreDefault(): void {
    this.#touched = false;
    this.#loadInitial();
  }

  protected findProblem(): Problem | undefined {
    const spoken = vectorWords();
    if (this.picture === "loading" && this.src !== "") return { flags: { customError: true }, message: spoken.imageLoading };
    if (this.required && this.isBlank) return { flags: { valueMissing: true }, message: spoken.drawSomething };
    return undefined;
  }

  /** Whether nothing is marked. */
  protected get isBlank(): boolean {
    return this.#ready.settled.objects.length === 0;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("labels") || changed.has("labelColors")) this.#refreshLabels();
    if ((changed.has("initialValue") || changed.has("labels")) && !this.#touched) this.#loadInitial();
    if (changed.has("src")) this.picture = "loading";
    this.board.locked = this.isDisabled;
  }

  /** What is wrong with the template, for the requester who previews the page; empty when nothing is. */
  protected get fault(): string {
    const { labelsGiven, labelColors, initialValue } = this;
    const unreadable = attributeFault({ labels: labelsGiven, "label-colors": labelColors, "initial-value": initialValue });
    if (unreadable !== "") return unreadable;
    if (this.labelList.length === 0) return vectorWords().labelMissing;
    return this.dropped > 0 ? vectorWords().dropped(this.dropped) : "";
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
    this.labelsChanged();
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
    const { width, height } = this.imageSize ?? { width: 0, height: 0 };
    const answer = { ...lists, inputImageProperties: { height, width } };
    if (this.initialValue === undefined || this.initialValue === null) return answer;
    const before = this.read(this.initialValue).scene;
    return { ...answer, initialValueModified: JSON.stringify(this.write(before)) !== JSON.stringify(lists) };
  }
}
