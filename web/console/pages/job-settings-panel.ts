import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ConsolePart } from "../parts/console-part.js";
import { changedSettings, settingFields, type SettingField, type Typed } from "../work/job-settings.js";
import type { JobSettings } from "../wire/contract.js";

/** How a running job goes on: who stands first, how many workers for what, when it is enough. */
@customElement("tl-job-settings")
export class JobSettingsPanel extends ConsolePart {
  @property({ attribute: false }) name = "";
  @property({ attribute: false }) settings!: JobSettings;
  @property({ attribute: false }) canChange = false;
  @state() private typed: Typed = {};
  @state() private problem: string | null = null;
  @state() private said: string | null = null;

  override render(): TemplateResult {
    const words = this.words.settings;
    return html`<details class="panel">
      <summary>${this.canChange ? words.title : words.heldTitle}</summary>
      <form class="settings" novalidate @submit=${this.save}>
        ${settingFields.map((field) => this.field(field))}
        <div class="settings-end">
          <div role="alert">${this.problem === null ? nothing : html`<p class="notice bad">${this.problem}</p>`}</div>
          <div role="status">${this.said === null ? nothing : html`<p class="quiet">${this.said}</p>`}</div>
          ${this.canChange ? html`<button class="button primary" type="submit">${words.save}</button>` : nothing}
        </div>
      </form>
    </details>`;
  }

  private field(field: SettingField): TemplateResult {
    const { name } = field;
    const words = this.words.settings;
    const held = this.settings[name];
    const change = (event: Event): void => {
      this.typed = { ...this.typed, [name]: (event.target as HTMLInputElement).value };
      this.said = null;
    };
    return html`<div class="fields">
      <label for="setting-${name}">${words.names[name]}</label>
      <input id="setting-${name}" type="number" min=${field.least} max=${field.most ?? nothing} step=${field.step}
        ?readonly=${!this.canChange} placeholder=${words.none} aria-describedby="setting-${name}-hint"
        .value=${this.typed[name] ?? (held === undefined ? "" : String(held))} @input=${change} />
      <p class="quiet small" id="setting-${name}-hint">${words.hints[name]}</p>
    </div>`;
  }

  private readonly save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const changes = changedSettings(this.settings, this.typed);
    this.problem = null;
    this.said = null;
    if (Object.keys(changes).length === 0) {
      this.said = this.words.settings.nothing;
      return;
    }
    try {
      this.settings = await this.desk.api.operation("UpdateLabelingJob", { LabelingJobName: this.name, ...changes });
      this.typed = {};
      this.said = this.words.settings.saved;
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  };
}
