import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { looseJson } from "../attributes/converters.js";
import type { Problem } from "../control/answer-control.js";
import { controlStyles } from "../control/control-styles.js";
import { LabellingControl } from "../control/labelling-control.js";
import { categoryList } from "../crowd-classifier/category-list.js";
import { DigitKeys } from "../crowd-classifier/digit-keys.js";
import { markStyles } from "../passage/marks.js";
import { unreadableReason } from "../ranking/dimensions.js";
import { words } from "../words/page-words.js";
import type { KeyHint } from "../workbench/key-hint.js";
import { audioKeyHints } from "./audio-key-hints.js";
import { AudioKeys } from "./audio-keys.js";
import { AudioPlayer } from "./audio-player.js";
import { clock, fitted, freeId, regionsAnswer, regionsFrom, withoutRegion, withRegion, type AudioRegion } from "./audio-regions.js";
import { audioStyles } from "./audio-styles.js";
import { audioWords } from "./audio-words.js";
import { renderBar, renderLabels } from "./player-bar.js";
import { renderRegion } from "./region-row.js";

/**
 * Marks stretches of an audio file, each with a label and what is said in it. Ours. Gives
 * `{regions: [{start, end, label, text}], inputAudioProperties: {duration}}`, times in seconds.
 */
export class CrowdAudioAnnotation extends LabellingControl {
  static override readonly styles = [controlStyles, markStyles, audioStyles];

  readonly player = new AudioPlayer(this, {
    drawn: (start, end) => {
      this.#add(start, end);
    },
    changed: (id, start, end) => {
      this.#update(id, { start, end });
    },
    chosen: (id) => {
      this.chosen = id;
    },
  });
  readonly keys = new AudioKeys(this, {
    playPause: () => { this.player.playPause(); },
    seekBy: (seconds) => { this.player.seekBy(seconds); },
    begin: () => { this.#begin(); },
    end: () => { this.#end(); },
    loop: () => { this.#loop(); },
    faster: (by) => { this.player.faster(by); },
    removeChosen: () => { if (this.chosen !== undefined) this.#remove(this.chosen); },
  });
  readonly digitKeys = new DigitKeys(this, (index) => {
    this.#pickLabel(this.#labels[index]);
  });
  #initialShown = false;
  #focusOn = "";

  @query("audio") private readonly audio!: HTMLAudioElement | null;
  @query(".wave") private readonly wave!: HTMLElement | null;

  @state() private regions: readonly AudioRegion[] = [];
  @state() private chosen: number | undefined;
  @state() private label = "";
  @state() private begun: number | undefined;
  @state() private removed: AudioRegion | undefined;
  @state() private said = "";

  @property() src = "";
  @property() header = "";
  @property({ attribute: "initial-value", converter: looseJson }) initialValue: unknown;
  /** `optional`, `required` or `none`: whether what is said is written. */
  @property() transcription = "optional";

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (this.#initialShown || !(changes.has("initialValue") || changes.has("labels"))) return;
    if (this.regions.length === 0) this.regions = regionsFrom(this.initialValue, this.#labels);
  }

  protected override updated(): void {
    super.updated();
    if (this.audio !== null && this.wave !== null) this.player.attach(this.audio, this.wave, this.src);
    this.player.show(this.regions, this.#labels, this.chosen);
    if (this.#focusOn === "") return;
    this.renderRoot.querySelector<HTMLElement>(this.#focusOn)?.focus();
    this.#focusOn = "";
  }

  override focus(options?: FocusOptions): void {
    const silent = this.#silentRegion;
    const field = silent === undefined ? ".wave" : `#text-${silent.id}`;
    this.renderRoot.querySelector<HTMLElement>(field)?.focus(options);
  }

  get answer(): Json | undefined {
    if (this.src === "") return undefined;
    return {
      regions: regionsAnswer(this.regions, this.transcription !== "none"),
      inputAudioProperties: { duration: Math.round(this.player.duration * 1000) / 1000 },
    };
  }

  get value(): Json | undefined {
    return this.answer;
  }

  set value(value: unknown) {
    const given: unknown = typeof value === "object" && value !== null && "regions" in value ? value.regions : value;
    this.restore(given as Json);
  }

  get draftState(): Json {
    return regionsAnswer(this.regions, true);
  }

  restore(draftState: Json): void {
    this.#initialShown = true;
    this.regions = regionsFrom(draftState, this.#labels);
    this.chosen = undefined;
    this.removed = undefined;
  }

  override get keyHints(): readonly KeyHint[] {
    return audioKeyHints(this.#labels.length);
  }

  protected findProblem(): Problem | undefined {
    if (this.src === "") return undefined;
    if (this.required && this.regions.length === 0) return { flags: { valueMissing: true }, message: audioWords().needRegion };
    const silent = this.#silentRegion;
    if (silent === undefined) return undefined;
    return { flags: { valueMissing: true }, message: audioWords().needText(this.regions.indexOf(silent) + 1) };
  }

  protected rememberDefault(): void {
    // What a reset goes back to is the initial value.
  }

  protected restoreDefault(): void {
    this.restore(this.initialValue as Json);
  }

  get #labels(): readonly string[] {
    return categoryList(this.labelsGiven);
  }

  /** The first region in which nothing is written though it has to be. */
  get #silentRegion(): AudioRegion | undefined {
    return this.transcription === "required" ? this.regions.find(({ text }) => text.trim() === "") : undefined;
  }

  get #newLabel(): string {
    return this.#labels.includes(this.label) ? this.label : (this.#labels[0] ?? "");
  }

  #change(regions: readonly AudioRegion[]): void {
    this.#initialShown = true;
    this.regions = regions;
    this.announceChange();
  }

  #add(start: number, end: number): void {
    if (this.isDisabled || this.player.duration === 0) return;
    const region = { id: freeId(this.regions), ...fitted(start, end, this.player.duration), label: this.#newLabel, text: "" };
    const regions = withRegion(this.regions, region);
    this.chosen = region.id;
    this.removed = undefined;
    this.said = audioWords().added(regions.indexOf(region) + 1, clock(region.start), clock(region.end));
    this.#change(regions);
  }

  #update(id: number, changed: Partial<AudioRegion>): void {
    const region = this.regions.find((each) => each.id === id);
    if (region === undefined || this.isDisabled) return;
    const next = { ...region, ...changed };
    this.#change(withRegion(this.regions, { ...next, ...fitted(next.start, next.end, this.player.duration) }));
  }

  #remove(id: number): void {
    this.removed = this.regions.find((region) => region.id === id);
    if (this.removed === undefined || this.isDisabled) return;
    this.chosen = undefined;
    this.player.loopWithin(undefined);
    this.#focusOn = "#undo";
    this.#change(withoutRegion(this.regions, id));
  }

  #undo(): void {
    if (this.removed === undefined) return;
    const region = { ...this.removed, id: freeId(this.regions) };
    this.removed = undefined;
    this.chosen = region.id;
    this.#focusOn = ".wave";
    this.#change(withRegion(this.regions, region));
  }

  #begin(): void {
    this.begun = this.player.time;
    this.said = audioWords().begun(clock(this.begun));
  }

  #end(): void {
    const from = this.begun ?? this.chosenRegion?.start;
    if (from === undefined) return;
    this.begun = undefined;
    this.#add(from, this.player.time);
  }

  #pickLabel(label: string | undefined): void {
    if (label === undefined || this.isDisabled) return;
    this.label = label;
    if (this.chosen !== undefined) this.#update(this.chosen, { label });
  }

  #loop(): void {
    this.player.loopWithin(this.player.looping === undefined ? this.chosenRegion : undefined);
  }

  private get chosenRegion(): AudioRegion | undefined {
    return this.regions.find(({ id }) => id === this.chosen);
  }

  #playRegion(region: AudioRegion): void {
    this.chosen = region.id;
    this.player.playStretch(region);
  }

  get #fault(): string {
    const labels = unreadableReason(this.labelsGiven);
    if (labels !== undefined) return words().unreadable("labels", labels);
    return this.src === "" ? audioWords().missingSource : "";
  }

  protected override render(): TemplateResult {
    const fault = this.#fault;
    if (fault !== "") return html`<slot></slot><p class="complaint" role="alert">${fault}</p>`;
    return html`
      <slot></slot>
      ${this.header === "" ? nothing : html`<h2>${this.header}</h2>`}
      <div class="player">
        <div
          class="wave"
          role="group"
          tabindex="0"
          aria-label=${audioWords().waveform}
          aria-description=${audioWords().waveformKeys}
          ?hidden=${this.player.state === "unplayable"}
        >
          ${this.player.state === "loading" ? html`<p class="state" role="status">${audioWords().loading}</p>` : nothing}
        </div>
        <audio class=${this.player.state === "no-waveform" ? "native" : ""} ?controls=${this.player.state === "no-waveform"} preload="metadata"></audio>
        ${this.player.state === "unplayable"
          ? html`<p class="complaint" role="alert">${audioWords().unplayable}</p>`
          : this.#renderBar()}
        ${this.player.state === "no-waveform" ? html`<p class="note" role="status">${audioWords().noWaveform}</p>` : nothing}
      </div>
      ${this.#renderRegions()}
      <p class="complaint" role="alert">${this.complaint}</p>
      <p class="sr-only" role="status">${this.said}</p>
    `;
  }

  #renderBar(): TemplateResult {
    const bar = renderBar(this.player, this.chosen !== undefined, () => { this.#loop(); });
    if (this.#labels.length === 0) return bar;
    const current = this.chosenRegion?.label ?? this.#newLabel;
    return html`${bar} ${renderLabels(this.#labels, current, this.isDisabled, (label) => {
      this.#pickLabel(label);
    })}`;
  }

  #renderRegions(): TemplateResult {
    const undo =
      this.removed === undefined
        ? nothing
        : html`<p class="note" role="status">
            ${audioWords().removed} <button id="undo" type="button" @click=${this.#undo}>${audioWords().undo}</button>
          </p>`;
    const hint = this.player.state === "unplayable" ? nothing : html`<p class="note">${audioWords().noRegions}</p>`;
    if (this.regions.length === 0) return html`${hint}${undo}`;
    return html`<ol class="regions" aria-label=${audioWords().regions}>
        ${this.regions.map((region, index) => this.#renderRow(region, index))}
      </ol>
      ${undo}`;
  }

  #renderRow(region: AudioRegion, index: number): TemplateResult {
    return renderRegion({
      region,
      number: index + 1,
      chosen: region.id === this.chosen,
      labels: this.#labels,
      withText: this.transcription !== "none",
      complaint: this.complaint !== "" && region === this.#silentRegion,
      disabled: this.isDisabled,
      choose: () => { this.chosen = region.id; },
      play: () => { this.#playRegion(region); },
      remove: () => { this.#remove(region.id); },
      change: (changed) => { this.#update(region.id, changed); },
    });
  }
}
