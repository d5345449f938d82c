import { html, type PropertyValues, type TemplateResult } from "lit";
import type { Problem } from "../control/answer-control.js";
import { ChoiceControl } from "../control/choice-control.js";
import { comesFromInteractive } from "../control/interactive-content.js";
import { words } from "../words/page-words.js";
import { neighbour, peersOf, tabStopOf } from "./radio-peers.js";

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** One of several; checking it unchecks its peers. Gives `{value: bool}` under its own name. */
export class CrowdRadioButton extends ChoiceControl {
  constructor() {
    super();
    this.addEventListener("click", this.#onClick);
    this.addEventListener("keydown", this.#onKeydown);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasAttribute("role")) this.setAttribute("role", "radio");
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("checked") && this.checked) this.#uncheckPeers();
  }

  protected override updated(): void {
    super.updated();
    this.#placeTabStop();
  }

  /** A button without a name in a named group answers under the group's name. */
  override get answerName(): string {
    return this.name !== "" ? this.name : (this.closest("crowd-radio-group")?.getAttribute("name") ?? "");
  }

  protected findProblem(): Problem | undefined {
    const group = this.closest("crowd-radio-group");
    if (!this.required && group?.hasAttribute("required") !== true) return undefined;
    const peers = peersOf(this);
    // One complaint for the whole group, at the place Tab leads to.
    if (peers.some((peer) => peer.checked) || tabStopOf(peers) !== this) return undefined;
    return { flags: { valueMissing: true }, message: words().choose };
  }

  #uncheckPeers(): void {
    for (const peer of peersOf(this)) if (peer !== this) peer.checked = false;
  }

  #placeTabStop(): void {
    const peers = peersOf(this);
    const stop = tabStopOf(peers);
    for (const peer of peers) peer.tabIndex = peer === stop ? 0 : -1;
  }

  #pick(): void {
    if (this.isDisabled || this.checked) return;
    this.checked = true;
    this.#uncheckPeers();
    this.announceChange();
    for (const peer of peersOf(this)) peer.requestUpdate();
  }

  readonly #onClick = (event: MouseEvent): void => {
    if (!event.defaultPrevented && !comesFromInteractive(event, this)) this.#pick();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.target !== this) return;
    const step = steps[event.key];
    if (step === undefined && event.key !== " ") return;
    event.preventDefault();
    const next = step === undefined ? this : neighbour(peersOf(this), this, step);
    next.focus();
    next.click();
  };

  protected override render(): TemplateResult {
    return html`
      <span class="row ${this.labelled ? "" : "bare"}">
        <span class="mark dot" part="mark" aria-hidden="true"></span>
        <span class="label" part="label"><slot @slotchange=${this.noteLabel}></slot></span>
      </span>
      <span class="complaint" role="alert">${this.complaint}</span>
    `;
  }
}
