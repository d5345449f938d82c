import { LitElement, html, nothing, svg, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";
import { withKeys } from "./key-hint.js";
import { toolBarStyles } from "./tool-bar-styles.js";
import { toolIcons, type ToolIcon } from "./tool-icons.js";
import { ToolPressed } from "./workbench-events.js";
import { workbenchWords } from "./workbench-words.js";

/** More buttons than this stand side by side in a column, so that all of them are in sight. */
const mostInOneColumn = 16;

/** One button of a tool bar. */
export interface ToolButton {
  readonly id: string;
  readonly icon: ToolIcon;
  /** In the worker's language. */
  readonly name: string;
  /** How its key is written, for the hover. */
  readonly keys?: string;
  /** Whether it is the tool in hand or a switch that is on; leave out for what only acts. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
}

/** The tools of a workbench: groups of buttons; one stop for Tab, arrows move between the buttons. */
export class ToolBar extends LitElement {
  static override readonly styles = [controlStyles, toolBarStyles];

  @property({ attribute: false }) groups: readonly (readonly ToolButton[])[] = [];
  /** The button that Tab reaches. */
  @property({ attribute: false }) reachable = "";

  #press(button: ToolButton): void {
    this.reachable = button.id;
    this.dispatchEvent(new ToolPressed(button.id));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = Array.from(this.renderRoot.querySelectorAll<HTMLButtonElement>("button:enabled"));
    const at = buttons.findIndex((button) => button.matches(":focus"));
    const next = buttons[(at + step + buttons.length) % buttons.length];
    this.reachable = next?.dataset["id"] ?? "";
    next?.focus();
  };

  #classOf(group: readonly ToolButton[]): string {
    const always = group.some(({ id }) => id === "undo") ? "always" : "";
    return `group ${always} ${this.groups.flat().length > mostInOneColumn ? "paired" : ""}`;
  }

  protected override render(): TemplateResult {
    const buttons = this.groups.flat().filter(({ disabled }) => disabled !== true);
    const reachable = buttons.find(({ id }) => id === this.reachable) ?? buttons[0];
    return html`<div class="bar" role="toolbar" aria-label=${workbenchWords().tools} @keydown=${this.#onKey}>
      ${this.groups.map(
        (group) => html`<div class=${this.#classOf(group)}>${group.map((button) => this.#renderButton(button, button === reachable))}</div>`,
      )}
    </div>`;
  }

  #renderButton(button: ToolButton, reachable: boolean): TemplateResult {
    return html`<button
      type="button"
      data-id=${button.id}
      title=${withKeys(button.name, button.keys)}
      aria-label=${button.name}
      aria-pressed=${button.pressed ?? nothing}
      tabindex=${reachable ? "0" : "-1"}
      ?disabled=${button.disabled ?? false}
      @click=${() => {
        this.#press(button);
      }}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${toolIcons[button.icon]} />`}</svg>
    </button>`;
  }
}
