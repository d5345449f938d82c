import { LitElement, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { controlStyles } from "../control/control-styles.js";
import type { View } from "../drawing/view.js";
import { keyOf, zoomStep, type Commanded } from "./stage-commands.js";
import { stageIcons } from "./stage-icons.js";
import { stageWords } from "./stage-words.js";
import { viewBarStyles } from "./view-bar-styles.js";
import { asStored, settingRanges, type ViewSettings } from "./view-settings.js";

/** The stage a bar speaks to. */
export interface BarStage extends Commanded, EventTarget {
  readonly view: View;
  settings: ViewSettings;
  marksOpacity: number;
}

type Switch = "marksHidden" | "markTextsHidden" | "crosshair" | "minimap";

/** The buttons of the view, and behind the last of them what is rarely changed. */
export class ViewBar extends LitElement {
  static override readonly styles = [controlStyles, viewBarStyles];

  @property({ attribute: false }) stage: BarStage | undefined;
  @property({ type: Boolean }) open = false;
  @state() private percent = 100;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stage?.addEventListener("view-changed", this.#onView);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stage?.removeEventListener("view-changed", this.#onView);
  }

  protected override firstUpdated(): void {
    this.stage?.addEventListener("view-changed", this.#onView);
  }

  /** Opens the settings and goes there, or closes them. */
  async toggle(): Promise<void> {
    this.open = !this.open;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(this.open ? ".settings input" : ".opens")?.focus();
  }

  readonly #onView = (): void => {
    this.percent = Math.round((this.stage?.view.scale ?? 1) * window.devicePixelRatio * 100);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !this.open) return;
    event.preventDefault();
    event.stopPropagation();
    void this.toggle();
  };

  #set(changes: Partial<ViewSettings>): void {
    if (this.stage === undefined) return;
    this.stage.settings = { ...this.stage.settings, ...changes };
    this.requestUpdate();
  }

  #reset(): void {
    if (this.stage === undefined) return;
    this.stage.marksOpacity = 1;
    this.#set(asStored);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { stage } = this;
    if (stage === undefined) return nothing;
    const words = stageWords();
    const zoom = (factor: number) => () => { stage.zoomBy(factor); };
    return html`<div class="bar" role="toolbar" aria-label=${words.viewControls} @keydown=${this.#onKey}>
        ${button("zoomOut", words.zoomOut, zoom(1 / zoomStep))}
        <span class="percent">${this.percent}%</span>
        ${button("zoomIn", words.zoomIn, zoom(zoomStep))} ${button("fit", words.fit, () => { stage.fit(); })}
        ${button("actualSize", words.actualSize, () => { stage.actualSize(); })}
        ${button("turnLeft", words.turnLeft, () => { stage.turn(-1); })}
        ${button("turnRight", words.turnRight, () => { stage.turn(1); })}
        <button
          type="button"
          class="opens"
          title=${hint(words.adjust)}
          aria-label=${words.adjust}
          aria-expanded=${this.open}
          @click=${this.toggle}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">${stageIcons["adjust"]}</svg>
        </button>
      </div>
      ${this.open ? this.#renderSettings(stage) : nothing}`;
  }

  #renderSettings(stage: BarStage): TemplateResult {
    const words = stageWords();
    return html`<div class="settings" role="group" aria-label=${words.adjust} @keydown=${this.#onKey}>
      ${(["brightness", "contrast", "gamma"] as const).map((name) =>
        slider(words[name], stage.settings[name], settingRanges[name], (value) => { this.#set({ [name]: value }); }),
      )}
      ${slider(words.opacity, stage.marksOpacity, { min: 0, max: 1 }, (value) => {
        stage.marksOpacity = value;
        this.requestUpdate();
      })}
      ${this.#renderSwitch(words.marks, "marksHidden", true)} ${this.#renderSwitch(words.markTexts, "markTextsHidden", true)}
      ${this.#renderSwitch(words.crosshair, "crosshair", false)} ${this.#renderSwitch(words.minimap, "minimap", false)}
      <crowd-button @click=${this.#reset}>${words.reset}</crowd-button>
    </div>`;
  }

  #renderSwitch(name: string, setting: Switch, whenOff: boolean): TemplateResult {
    const change = (event: Event): void => {
      if (this.stage !== undefined) this.stage[setting] = (event.target as HTMLInputElement).checked !== whenOff;
      this.requestUpdate();
    };
    const on = this.stage?.[setting] !== whenOff;
    return html`<label class="check">
      <input type="checkbox" .checked=${live(on)} @change=${change} /><span>${name}</span><kbd aria-hidden="true">${keyOf(name)}</kbd>
    </label>`;
  }
}

function button(icon: string, action: string, run: () => void): TemplateResult {
  const drawing = stageIcons[icon];
  const name = drawing === undefined ? `1:1, ${action}` : action;
  return html`<button type="button" title=${hint(action)} aria-label=${name} @click=${run}>
    ${drawing === undefined ? "1:1" : html`<svg viewBox="0 0 24 24" aria-hidden="true">${drawing}</svg>`}
  </button>`;
}

function slider(
  name: string,
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
  set: (value: number) => void,
): TemplateResult {
  const percent = `${Math.round(value * 100)}%`;
  const input = (event: Event): void => {
    // The page's draft has no interest in how the picture is looked at.
    event.stopPropagation();
    set(Number((event.target as HTMLInputElement).value));
  };
  return html`<label>
    <span>${name}</span><span class="amount" aria-hidden="true">${percent}</span>
    <input
      type="range"
      min=${min}
      max=${max}
      step="0.05"
      aria-valuetext=${percent}
      .value=${live(String(value))}
      @input=${input}
    />
  </label>`;
}

function hint(action: string): string {
  return `${action} (${keyOf(action)})`;
}
