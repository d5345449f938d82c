import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Json, KeyHint } from "../../shared/messages/worker-page-messages.js";
import { looseJson, UnreadableAttribute } from "../attributes/converters.js";
import { AnswerControl, type Problem } from "../control/answer-control.js";
import { controlStyles } from "../control/control-styles.js";
import { isWriting } from "../control/interactive-content.js";
import { record, redo, startHistory, undo, type History } from "../drawing/history.js";
import type { Box, Point, Size } from "../drawing/point.js";
import { screenBox } from "../drawing/view.js";
import type { ImageStage } from "../image-stage/image-stage.js";
import { stageKeyHints } from "../image-stage/stage-commands.js";
import { layoutHandles } from "../instructions/layout-handles.js";
import { words } from "../words/page-words.js";
import { answerBlocks } from "./form-answer.js";
import { asShare, inPixels, nudged, placedBoxes, unplaced, type Part, type PlacedBox } from "./form-boxes.js";
import { FormCanvas } from "./form-canvas.js";
import { draftOf, restoredPairs } from "./form-draft.js";
import { addedPair, askedKeys, blocksFrom, formPairs, isDecided, type FormPair } from "./form-pairs.js";
import { formKeyHints, formWords } from "./form-words.js";
import { pairRow, type PairActions } from "./pair-row.js";
import { textractStyles } from "./textract-styles.js";

/** What AWS writes the answer under, whatever the template calls the element. */
const answerKey = "AWS/Textract/AnalyzeDocument/Forms/V1";

type Pairs = readonly FormPair[];

/** Review of the keys and values that Textract read from a form, beside the form itself. */
export class CrowdTextractAnalyzeDocument extends AnswerControl {
  static override readonly styles = [controlStyles, textractStyles];

  readonly #canvas = new FormCanvas(this);
  readonly #layers = [this.#canvas];
  #history: History<Pairs> | undefined;
  #start: Pairs = [];
  /** The field whose edits make one step of the history. */
  #editing = "";

  @query("truthloop-image-stage") private readonly stage!: ImageStage | null;

  @property() header = "";
  @property() src = "";
  @property({ attribute: "initial-value", converter: looseJson }) initialValue: unknown;
  @property({ converter: looseJson }) keys: unknown;
  /** Textract's other kinds are not reviewed by AWS's element either. */
  @property({ attribute: "block-types", converter: looseJson }) blockTypes: unknown;
  @property({ type: Boolean, attribute: "no-key-edit" }) noKeyEdit = false;
  @property({ type: Boolean, attribute: "no-geometry-edit" }) noGeometryEdit = false;

  @state() selected: string | undefined;
  @state() awaited: { readonly id: string; readonly part: Part } | undefined;

  override get answerName(): string {
    return answerKey;
  }

  get answer(): Json {
    return { blocks: answerBlocks(this.#pairs, blocksFrom(this.initialValue)) };
  }

  get value(): Json {
    return this.answer;
  }

  get draftState(): Json {
    return draftOf(this.#pairs);
  }

  restore(draftState: Json): void {
    this.#history = startHistory(restoredPairs(draftState, this.#fresh()));
    this.requestUpdate();
  }

  override get keyHints(): readonly KeyHint[] {
    return [...formKeyHints(), ...stageKeyHints()];
  }

  override focus(options?: FocusOptions): void {
    const open = this.#pairs.find((pair) => !isDecided(pair)) ?? this.#pairs[0];
    this.#fieldOf(open?.id)?.focus(options);
  }

  // What the canvas asks.

  get boxes(): readonly PlacedBox[] {
    return this.image === undefined ? [] : placedBoxes(this.#pairs, this.image);
  }

  get image(): Size | undefined {
    return this.stage?.imageSize;
  }

  get scale(): number {
    return this.stage?.view.scale ?? 1;
  }

  mayMove(id: string): boolean {
    const pair = this.#pair(id);
    return pair !== undefined && !this.isDisabled && (pair.origin !== "read" || !this.noGeometryEdit);
  }

  select(id: string): void {
    this.selected = id;
    // After the press has given the focus to the picture, as presses do.
    setTimeout(() => this.#fieldOf(id)?.focus());
  }

  place(id: string, part: Part, box: Box, done: boolean): void {
    if (this.image === undefined) return;
    const share = asShare(box, this.image);
    this.#edit(id, part === "key" ? { keyBox: share } : { valueBox: share }, `box ${part}`);
    if (!done) return;
    this.#editing = "";
    this.awaited = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const given = changed.has("initialValue") || changed.has("keys");
    if (given && this.#history?.present === this.#start) this.#history = undefined;
  }

  protected override updated(): void {
    super.updated();
    this.stage?.requestDraw();
  }

  protected findProblem(): Problem | undefined {
    const open = this.#pairs.find((pair) => !isDecided(pair));
    return open && { flags: { valueMissing: true }, message: formWords().undecided(open.key) };
  }

  protected rememberDefault(): void {
    // The task itself is the default: its pairs are made from the attributes.
  }

  protected restoreDefault(): void {
    this.#history = undefined;
    this.requestUpdate();
  }

  get #pairs(): Pairs {
    this.#history ??= startHistory(this.#fresh());
    return this.#history.present;
  }

  /** The pairs as the task gives them. */
  #fresh(): Pairs {
    this.#start = formPairs(blocksFrom(this.initialValue), askedKeys(this.keys));
    return this.#start;
  }

  #pair(id: string | undefined): FormPair | undefined {
    return this.#pairs.find((pair) => pair.id === id);
  }

  #fieldOf(id: string | undefined): HTMLElement | null {
    const row = Array.from(this.renderRoot.querySelectorAll<HTMLElement>(".pair")).find((each) => each.dataset["id"] === id);
    return row?.querySelector<HTMLElement>(".value:enabled") ?? row?.querySelector<HTMLElement>("input, button") ?? null;
  }

  #edit(id: string, change: Partial<FormPair>, field: string): void {
    const pairs = this.#pairs.map((pair) => (pair.id === id ? { ...pair, ...change } : pair));
    const editing = field === "" ? "" : `${id} ${field}`;
    const same = editing !== "" && editing === this.#editing;
    this.#editing = editing;
    this.#step(pairs, same);
  }

  /** Goes on to other pairs, in a step of their own or as part of the last. */
  #step(pairs: Pairs, same = false): void {
    const history = this.#history ?? startHistory(this.#pairs);
    this.#history = same ? { ...history, present: pairs } : record(history, pairs);
    this.#changed();
  }

  #changed(): void {
    this.requestUpdate();
    this.announceChange();
  }

  #add(): void {
    const pair = addedPair(this.#pairs);
    this.#step([...this.#pairs, pair]);
    this.selected = pair.id;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(".pair.selected input.key")?.focus());
  }

  /** The worker came to a pair in the list: it is shown on the document. */
  #arrive(id: string): void {
    if (id === this.selected) return;
    this.selected = id;
    if (this.awaited?.id !== id) this.awaited = undefined;
    const { stage } = this;
    const [first] = this.boxes.filter((box) => box.id === id);
    if (stage === null || first === undefined) return;
    const { left, top, width, height } = screenBox(stage.view, first.box);
    const { width: across, height: down } = stage.screenSize;
    const inSight = left >= 0 && top >= 0 && left + width <= across && top + height <= down;
    const middle: Point = { x: first.box.left + first.box.width / 2, y: first.box.top + first.box.height / 2 };
    if (!inSight) stage.showPlace(middle);
  }

  #draw(id: string, part: Part): void {
    const again = this.awaited?.id === id && this.awaited.part === part;
    this.awaited = again ? undefined : { id, part };
  }

  /** Arrow keys on the button of a box move it, with Alt they resize it; one that is not there yet appears in the middle. */
  #nudge(event: KeyboardEvent, id: string, part: Part): void {
    const pair = this.#pair(id);
    if (pair === undefined || this.image === undefined) return;
    const share = (part === "key" ? pair.keyBox : pair.valueBox) ?? unplaced;
    const placed = nudged(inPixels(share, this.image), event, this.image);
    if (placed === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.place(id, part, placed, false);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !this.#does(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Whether a key meant something here. */
  #does(event: KeyboardEvent): boolean {
    const { key, code, altKey, shiftKey } = event;
    const control = event.ctrlKey || event.metaKey;
    if (key === "Escape" && this.awaited !== undefined) this.awaited = undefined;
    else if (key === "Enter" && isWriting(event) && !control && !altKey && !event.isComposing) this.#go(shiftKey ? -1 : 1);
    else if (altKey && !control && code === "KeyA") this.#add();
    else if (altKey && !control && code === "KeyB") this.#toggle("blank");
    else if (altKey && !control && code === "KeyX") this.#toggle("refused");
    else if (control && !isWriting(event) && code === "KeyZ") this.#travel(shiftKey ? redo : undo);
    else return false;
    return true;
  }

  #go(step: number): void {
    const at = this.#pairs.findIndex(({ id }) => id === this.selected);
    const next = this.#pairs[Math.min(Math.max(at + step, 0), this.#pairs.length - 1)];
    this.#fieldOf(next?.id)?.focus();
  }

  #toggle(what: "blank" | "refused"): void {
    const pair = this.#pair(this.selected);
    if (pair === undefined || this.isDisabled) return;
    if (what === "blank") this.#edit(pair.id, { blank: !pair.blank }, "");
    else if (pair.origin === "read") this.#edit(pair.id, { valid: !pair.valid }, "");
    else if (pair.origin === "asked") this.#edit(pair.id, { notFound: !pair.notFound }, "");
    void this.updateComplete.then(() => this.#fieldOf(pair.id)?.focus());
  }

  #travel(way: (history: History<Pairs>) => History<Pairs>): void {
    if (this.#history === undefined) return;
    this.#history = way(this.#history);
    this.#editing = "";
    this.#changed();
  }

  get #actions(): PairActions {
    return {
      selected: this.selected,
      awaited: this.awaited?.part,
      disabled: this.isDisabled,
      complaining: this.complaining,
      mayEditKey: ({ origin }) => origin === "added" || (origin === "read" && !this.noKeyEdit),
      mayMove: ({ id }) => this.mayMove(id),
      select: (id) => { this.#arrive(id); },
      edit: (id, change, field) => { this.#edit(id, change, field); },
      remove: (id) => { this.#step(this.#pairs.filter((pair) => pair.id !== id)); },
      draw: (id, part) => { this.#draw(id, part); },
      nudge: (event, id, part) => { this.#nudge(event, id, part); },
    };
  }

  protected override render(): TemplateResult {
    const text = formWords();
    const pairs = this.#pairs;
    const decided = pairs.filter(isDecided).length;
    const fault = [this.initialValue, this.keys].find((given) => given instanceof UnreadableAttribute);
    const unread = fault === this.initialValue ? "initial-value" : "keys";
    return html`<section aria-labelledby="header" @keydown=${this.#onKey}>
      <h2 id="header" ?hidden=${this.header === ""}>${this.header}</h2>
      <slot></slot>
      <div class="work">
        <truthloop-image-stage
          .src=${this.src}
          .label=${text.document}
          .layers=${this.#layers}
          .tool=${this.#canvas}
          @stage-ready=${() => { this.requestUpdate(); }}
        ></truthloop-image-stage>
        <div class="side">
          <div class="top"><h3>${text.pairs}</h3><p class="quiet" role="status">${text.count(decided, pairs.length)}</p></div>
          ${pairs.length === 0 ? html`<p class="pair quiet">${text.none}</p>` : nothing}
          <ol>
            ${pairs.map((pair, index) => pairRow(pair, index + 1, this.#actions))}
          </ol>
          <div class="end">
            <p class="quiet" role="status">${this.awaited === undefined ? "" : text.drawNow}</p>
            <crowd-button ?disabled=${this.isDisabled} @click=${this.#add}>${text.add}</crowd-button>
          </div>
        </div>
      </div>
      <p class="complaint" role="alert">${fault instanceof UnreadableAttribute ? words().unreadable(unread, fault.reason) : this.complaint}</p>
      ${layoutHandles()}
    </section>`;
  }
}
