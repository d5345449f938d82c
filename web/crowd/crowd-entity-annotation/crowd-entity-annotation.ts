import { html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Json, KeyHint } from "../../shared/messages/worker-page-messages.js";
import { looseJson } from "../attributes/converters.js";
import type { Problem } from "../control/answer-control.js";
import { controlStyles } from "../control/control-styles.js";
import { LabellingControl } from "../control/labelling-control.js";
import type { CrowdForm } from "../crowd-form/crowd-form.js";
import { readEntities } from "../text-spans/entity-codec.js";
import { labelSet, type SpanLabel } from "../text-spans/label-set.js";
import { entityAnnotationStyles } from "./entity-annotation-styles.js";
import { actOn } from "./entity-commands.js";
import { entityKeyHints } from "./entity-key-hints.js";
import { EntityKeys } from "./entity-keys.js";
import { caretMessage, eventMessage } from "./entity-messages.js";
import { renderActions, renderPopup, renderSide, renderSteps } from "./entity-templates.js";
import { entityWords } from "./entity-words.js";
import { EntityWork } from "./entity-work.js";
import { labelColorStyles } from "./label-color-styles.js";
import { faultsOf, noticesOf } from "./label-list.js";
import { LabelChosenEvent, type LabelPalette } from "./label-palette.js";
import { LabelledText } from "./labelled-text.js";
import { labelledTextStyles } from "./labelled-text-styles.js";
import { placePopup } from "./selection-popup.js";
import type { TextCommand } from "./text-commands.js";

/**
 * Labels words, phrases or any stretch of a text. Stands alone: it brings its own form with its own Submit button, to
 * which a template's script may append questions; inside a crowd-form it is one control among others.
 */
export class CrowdEntityAnnotation extends LabellingControl {
  static override readonly styles = [controlStyles, labelColorStyles, entityAnnotationStyles, labelledTextStyles];

  readonly keys = new EntityKeys(this);
  #work: EntityWork | undefined;
  #view: LabelledText | undefined;

  @query(".passage") private readonly textElement!: HTMLElement | null;
  @query(".popup") private readonly popup!: HTMLElement | null;
  @query(".bar truthloop-label-palette") private readonly palette!: LabelPalette | null;
  @query(".popup truthloop-label-palette") private readonly popupPalette!: LabelPalette | null;
  @query("crowd-form") private readonly innerForm!: CrowdForm | null;

  /** What the live region says. */
  @state() private said = "";
  /** Whether a crowd-form around this element submits for it. */
  @state() private nested = false;

  @property() header = "";
  @property() text = "";
  @property({ attribute: "initial-value", converter: looseJson }) initialValue: unknown;
  @property({ converter: looseJson }) relations: unknown;
  /** Adds the offsets in UTF-16 units to each entity of the answer. */
  @property({ type: Boolean, attribute: "utf16-offsets" }) utf16Offsets = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.nested = this.closest("crowd-form") !== null;
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leaveView();
  }

  override focus(options?: FocusOptions): void {
    this.textElement?.focus(options);
  }

  override get keyHints(): readonly KeyHint[] {
    return entityKeyHints(this.#relationLabels.length > 0);
  }

  get value(): Json {
    return this.answer;
  }

  /** Takes an answer or a list of entities. */
  set value(given: unknown) {
    const { session, index } = this.#present;
    session.replace(readEntities(given, index).annotation);
  }

  get answer(): Json {
    return this.#present.answer({ relations: this.#relationLabels.length > 0, utf16: this.utf16Offsets });
  }

  get draftState(): Json {
    return this.#present.draft;
  }

  restore(draftState: Json): void {
    this.#leaveView();
    this.#work = this.#newWork(draftState);
    this.requestUpdate();
  }

  protected findProblem(): Problem | undefined {
    if (!this.required || this.#present.session.annotation.spans.length > 0) return undefined;
    return { flags: { valueMissing: true }, message: entityWords().markAtLeastOne };
  }

  protected rememberDefault(): void {
    // What it starts with is the initial value.
  }

  protected restoreDefault(): void {
    this.restore(null);
  }

  /** Acts on a command of the keyboard; false leaves the key to the page. */
  act(command: TextCommand, inText: boolean): boolean {
    this.#view?.pointer.settle();
    const acted = actOn(command, inText, this.#present.session, {
      labels: this.#labels,
      relations: this.#relationLabels,
      view: this.#view,
      palette: this.popup?.matches(":popover-open") === true ? this.popupPalette : this.palette,
    });
    if (acted === "spoken") this.said = caretMessage(this.#present.session, this.#labels);
    return acted !== false;
  }

  get #present(): EntityWork {
    const stale = this.#work === undefined || !this.#work.isFor(this.text, this.initialValue);
    if (stale || this.#work === undefined) this.#work = this.#newWork(this.#work?.unplacedDraft);
    return this.#work;
  }

  #newWork(draft: Json | undefined): EntityWork {
    return new EntityWork(this.text, this.initialValue, draft, {
      changed: () => { this.#onChange(); },
      told: (event) => { this.said = eventMessage(event, this.text, this.#labels); },
    });
  }

  get #labels(): ReadonlyMap<string, SpanLabel> {
    return this.#present.labelsFor(this.labelsGiven);
  }

  get #relationLabels(): readonly SpanLabel[] {
    return labelSet(this.relations);
  }

  #onChange(): void {
    this.requestUpdate();
    if (this.#present.takeEdit()) this.announceChange();
  }

  #leaveView(): void {
    this.#view?.leave();
    this.#view = undefined;
  }

  protected override firstUpdated(): void {
    this.ownForm = this.innerForm;
  }

  protected override willUpdate(): void {
    const { session } = this.#present;
    const [only, ...others] = this.#labels.values();
    // One label needs no choosing.
    if (only?.offered === true && others.length === 0) session.activeLabel ??= only.label;
  }

  protected override updated(): void {
    super.updated();
    const { session } = this.#present;
    if (this.textElement === null || !this.isConnected) return;
    if (this.#view?.session !== session) {
      this.#leaveView();
      this.#view = new LabelledText(this.textElement, session);
    }
    this.#view.show(this.#labels);
    if (this.popup !== null) placePopup(this.popup, this.#view, session);
  }

  readonly #onLabel = (event: Event): void => {
    if (!(event instanceof LabelChosenEvent)) return;
    this.#present.session.useLabel(event.label);
    this.focus({ preventScroll: true });
  };

  readonly #onSearchLeft = (): void => {
    this.focus({ preventScroll: true });
  };

  readonly #onScroll = (): void => {
    this.#view?.showRelations();
    if (this.popup !== null && this.#view !== undefined) placePopup(this.popup, this.#view, this.#present.session);
  };

  readonly #onSpan = (id: number): void => {
    const { session } = this.#present;
    session.pick(id);
    const span = session.selected;
    if (span !== undefined) this.#view?.reveal(span.start);
  };

  readonly #onTextFocus = (): void => {
    this.requestUpdate();
  };

  readonly #onCopy = (event: ClipboardEvent): void => {
    const { session } = this.#present;
    const range = session.range ?? session.selected;
    if (range === undefined) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", this.text.slice(range.start, range.end));
  };

  protected override render(): TemplateResult {
    const { session, misplaced } = this.#present;
    const labels = this.#labels;
    const faults = faultsOf({ labels: this.labelsGiven, "initial-value": this.initialValue, relations: this.relations }, this.text);
    const notices = noticesOf(labels, misplaced);
    const current = session.selected?.label ?? session.activeLabel;
    const desk = { session, labels, relations: this.#relationLabels, disabled: this.isDisabled, current };
    return html`
      <section aria-labelledby=${this.header === "" ? nothing : "header"} aria-label=${this.header === "" ? entityWords().text : nothing}>
        ${this.header === "" ? nothing : html`<h2 id="header" part="header">${this.header}</h2>`}
        ${notices.map((notice) => html`<p class="notice">${notice}</p>`)}
        <div class="work">
          <div class="main">
            <div class="bar">
              <truthloop-label-palette
                .labels=${Array.from(labels.values())}
                .current=${current}
                accessible-name=${entityWords().labels}
                ?disabled=${this.isDisabled}
                @truthloop-label-chosen=${this.#onLabel}
                @truthloop-search-left=${this.#onSearchLeft}
              ></truthloop-label-palette>
              ${desk.disabled ? nothing : renderSteps(desk)}
            </div>
            <div
              class=${this.#relationLabels.length === 0 ? "passage" : "passage related"}
              part="text"
              role="textbox"
              tabindex="0"
              aria-multiline="true"
              aria-readonly="true"
              aria-label=${this.accessibleName(entityWords().text)}
              aria-describedby="hint complaint"
              @copy=${this.#onCopy}
              @focus=${this.#onTextFocus}
              @blur=${this.#onTextFocus}
              @scroll=${this.#onScroll}
            ></div>
            <div id="hint" class="hint">${desk.disabled ? nothing : renderActions(desk)}</div>
          </div>
          <div class="side">${renderSide(desk, this.#onSpan)}</div>
        </div>
        <p id="complaint" class="complaint" role="alert">${faults.length === 0 ? this.complaint : faults.join(" ")}</p>
        <p class="sr-only" role="status">${this.said}</p>
        <slot></slot>
        ${renderPopup(desk, this.#onLabel, this.#onSearchLeft)}
        <crowd-form class="questions" ?without-submit=${this.nested}></crowd-form>
      </section>
    `;
  }
}
