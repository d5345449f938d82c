import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import { markColours } from "../passage/marks.js";
import type { AudioRegion } from "./audio-regions.js";
import { audioWords } from "./audio-words.js";

/** One region as shown in the list, and what happens to it. */
export interface RegionRow {
  readonly region: AudioRegion;
  readonly number: number;
  readonly chosen: boolean;
  readonly labels: readonly string[];
  readonly withText: boolean;
  readonly complaint: boolean;
  readonly disabled: boolean;
  readonly choose: () => void;
  readonly play: () => void;
  readonly remove: () => void;
  readonly change: (changed: Partial<AudioRegion>) => void;
}

export function renderRegion(row: RegionRow): TemplateResult {
  const { region, number } = row;
  const colour = `var(--mark-line-${Math.max(0, row.labels.indexOf(region.label)) % markColours})`;
  const onText = (event: Event): void => {
    row.change({ text: (event.target as HTMLTextAreaElement).value });
  };
  return html`<li
    class="region ${row.chosen ? "chosen" : ""}"
    style=${styleMap({ "--mark-line": colour })}
    @focusin=${row.choose}
    @pointerdown=${row.choose}
  >
    <button type="button" aria-label=${audioWords().playRegion(number)} title=${audioWords().playRegion(number)} @click=${row.play}>▶</button>
    <div class="span">${renderTime(row, "start")} – ${renderTime(row, "end")} ${renderLabel(row)}</div>
    <button
      type="button"
      class="quiet"
      aria-label=${audioWords().removeRegion(number)}
      title=${audioWords().removeRegion(number)}
      ?disabled=${row.disabled}
      @click=${row.remove}
    >
      ×
    </button>
    ${row.withText
      ? html`<textarea
          id="text-${region.id}"
          rows="1"
          dir="auto"
          placeholder=${audioWords().transcribe}
          aria-label=${audioWords().transcription(number)}
          aria-invalid=${row.complaint ? "true" : "false"}
          .value=${live(region.text)}
          ?disabled=${row.disabled}
          @input=${onText}
        ></textarea>`
      : nothing}
  </li>`;
}

function renderTime(row: RegionRow, side: "start" | "end"): TemplateResult {
  const onChange = (event: Event): void => {
    event.stopPropagation();
    const seconds = (event.target as HTMLInputElement).valueAsNumber;
    if (Number.isFinite(seconds)) row.change({ [side]: seconds });
  };
  return html`<input
    class="time"
    type="number"
    min="0"
    step="0.01"
    aria-label=${audioWords()[side](row.number)}
    .value=${live(row.region[side].toFixed(2))}
    ?disabled=${row.disabled}
    @change=${onChange}
    @input=${stop}
  />`;
}

function renderLabel(row: RegionRow): TemplateResult | typeof nothing {
  if (row.labels.length === 0) return nothing;
  const onChange = (event: Event): void => {
    event.stopPropagation();
    row.change({ label: (event.target as HTMLSelectElement).value });
  };
  return html`<select aria-label=${audioWords().labelOf(row.number)} ?disabled=${row.disabled} @change=${onChange} @input=${stop}>
    ${row.labels.map((label) => html`<option .selected=${live(label === row.region.label)}>${label}</option>`)}
  </select>`;
}

function stop(event: Event): void {
  event.stopPropagation();
}
