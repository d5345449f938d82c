import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { PaintingSession } from "./painting-session.js";
import type { PaintTool, ToolSetting } from "./segmentation-tools.js";
import { segmentationWords } from "./segmentation-words.js";

const keepIn = (event: Event): void => {
  // These change how the mask is shown and painted, not the answer.
  event.stopPropagation();
};

/** What the tool in hand and the view of the mask can be set to. */
export function renderSettings(session: PaintingSession, tool: PaintTool, disabled: boolean): TemplateResult {
  const words = segmentationWords();
  return html`<div class="settings" slot="status" @change=${keepIn}>
    ${tool.setting === undefined ? nothing : renderNumber(session, tool.setting, disabled)}
    <label>
      <span>${words.opacity}</span>
      <input
        type="range"
        min="0"
        max="100"
        .value=${live(String(Math.round(session.settings.opacity * 100)))}
        @input=${(event: Event) => {
          keepIn(event);
          session.settings.opacity = (event.target as HTMLInputElement).valueAsNumber / 100;
          session.recolour();
        }}
      />
    </label>
    <label>
      <input
        type="checkbox"
        aria-keyshortcuts="O"
        .checked=${live(session.settings.outline)}
        @input=${(event: Event) => {
          keepIn(event);
          session.settings.outline = (event.target as HTMLInputElement).checked;
          session.recolour();
        }}
      />
      <span>${words.outline}</span>
    </label>
    <label>
      <span>${words.over}</span>
      <select
        ?disabled=${disabled}
        aria-keyshortcuts="U"
        .value=${live(session.settings.overBackgroundOnly ? "background" : "all")}
        @input=${(event: Event) => {
          keepIn(event);
          session.settings.overBackgroundOnly = (event.target as HTMLSelectElement).value === "background";
        }}
      >
        <option value="all">${words.overAll}</option>
        <option value="background">${words.overBackground}</option>
      </select>
    </label>
    ${tool.name === "polygon" ? html`<p class="hint" title=${words.drawing}>${words.drawing}</p>` : nothing}
  </div>`;
}

function renderNumber(session: PaintingSession, setting: ToolSetting, disabled: boolean): TemplateResult {
  const words = segmentationWords();
  const now = session.settings[setting.of];
  // Small sizes need finer steps than large ones: the slider moves along the square root.
  const place = Math.sqrt((now - setting.least) / (setting.most - setting.least)) * 100;
  return html`<label title="${words[setting.word]} ([ ])">
    <span>${words[setting.word]}</span>
    <input
      type="range"
      min="0"
      max="100"
      step="0.5"
      aria-keyshortcuts="[ ]"
      aria-valuetext=${now}
      ?disabled=${disabled}
      .value=${live(String(place))}
      @input=${(event: Event) => {
        keepIn(event);
        const share = ((event.target as HTMLInputElement).valueAsNumber / 100) ** 2;
        session.settings[setting.of] = Math.round(setting.least + share * (setting.most - setting.least));
        session.recolour();
      }}
    />
    <output>${setting.unit === "pixels" ? words.pixels(String(now)) : now}</output>
  </label>`;
}
