import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import { markColours } from "../passage/marks.js";
import { speeds, type AudioPlayer } from "./audio-player.js";
import { clock } from "./audio-regions.js";
import { audioWords } from "./audio-words.js";

/** The buttons below the waveform: play, time, loop, speed. */
export function renderBar(player: AudioPlayer, mayLoop: boolean, loop: () => void): TemplateResult {
  const onSpeed = (event: Event): void => {
    event.stopPropagation();
    player.speed = Number((event.target as HTMLSelectElement).value);
  };
  return html`<div class="bar">
    <button type="button" class="main" @click=${player.playPause}>${player.playing ? audioWords().pause : audioWords().play}</button>
    <output>${clock(player.time)} / ${clock(player.duration)}</output>
    <button type="button" aria-pressed=${player.looping === undefined ? "false" : "true"} ?disabled=${!mayLoop} @click=${loop}>
      ${audioWords().loop}<kbd aria-hidden="true">L</kbd>
    </button>
    <label>
      ${audioWords().speed}
      <select @change=${onSpeed} @input=${stop}>
        ${speeds.map((speed) => html`<option value=${speed} .selected=${live(speed === player.speed)}>${speed}×</option>`)}
      </select>
    </label>
  </div>`;
}

/** The labels to give to a stretch, each with its digit; `current` is the one in hand. */
export function renderLabels(
  labels: readonly string[],
  current: string,
  disabled: boolean,
  pick: (label: string) => void,
): TemplateResult {
  return html`<div class="labels" role="group" aria-label=${audioWords().label}>
    ${labels.map(
      (label, index) => html`<button
        type="button"
        class="chip"
        style=${styleMap({ "--mark-line": `var(--mark-line-${index % markColours})` })}
        aria-pressed=${label === current ? "true" : "false"}
        ?disabled=${disabled}
        @click=${() => {
          pick(label);
        }}
      >
        ${label}${index < 9 ? html`<kbd aria-hidden="true">${index + 1}</kbd>` : ""}
      </button>`,
    )}
  </div>`;
}

function stop(event: Event): void {
  event.stopPropagation();
}
