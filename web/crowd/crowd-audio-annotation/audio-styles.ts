import { css } from "lit";

export const audioStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    margin-block: var(--tl-space-2) var(--tl-space-4);
    color: var(--tl-text);
  }

  h2 {
    margin: 0 0 var(--tl-space-3);
    font-size: var(--tl-size-lead);
    font-weight: 650;
    line-height: 1.3;
  }

  .player {
    position: sticky;
    inset-block-start: var(--tl-panel-height, 0);
    z-index: 2;
    padding: var(--tl-space-3) var(--tl-space-4);
    border: 1px solid var(--tl-line-color);
    border-radius: var(--tl-radius-large);
    background: var(--tl-raised);
    box-shadow: var(--tl-shadow);
  }

  .wave {
    position: relative;
    min-block-size: 112px;
    border-radius: var(--tl-radius);
    background: var(--tl-sunken);
    touch-action: pan-y;
  }

  .wave ::part(region) {
    border-radius: 3px;
  }

  .wave ::part(region-handle) {
    inline-size: 10px !important;
    border-color: var(--tl-text-quiet) !important;
  }

  .wave .state {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    margin: 0;
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
  }

  .bar,
  .labels {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tl-space-2);
    align-items: center;
    margin-block-start: var(--tl-space-2);
  }

  .bar output {
    margin-inline-end: auto;
    font-variant-numeric: tabular-nums;
  }

  button,
  select,
  .time,
  textarea {
    min-block-size: 2.25rem;
    padding: 0 0.6875rem;
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    font: inherit;
  }

  button {
    cursor: pointer;
    font-weight: 600;
  }

  button:hover {
    background: var(--tl-accent-soft);
  }

  .main {
    min-inline-size: 6rem;
    border-color: var(--tl-accent);
    background: var(--tl-accent);
    color: var(--tl-on-accent);
  }

  .main:hover {
    background: var(--tl-accent-strong);
  }

  button[aria-pressed="true"] {
    border-color: var(--tl-accent);
    background: var(--tl-accent-soft);
    box-shadow: inset 0 0 0 1px var(--tl-accent);
  }

  .chip::before {
    content: "";
    display: inline-block;
    inline-size: 0.75rem;
    block-size: 0.75rem;
    margin-inline-end: 0.4375rem;
    border-radius: 3px;
    background: var(--mark-line);
  }

  kbd {
    margin-inline-start: 0.375rem;
    padding: 0 0.3rem;
    border: 1px solid var(--tl-line-color);
    border-radius: 4px;
    color: var(--tl-text-quiet);
    font-family: inherit;
    font-size: 0.75rem;
  }

  audio {
    display: none;
  }

  audio.native {
    display: block;
    inline-size: 100%;
    margin-block-start: var(--tl-space-2);
  }

  .note {
    margin: var(--tl-space-2) 0 0;
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
  }

  .regions {
    display: grid;
    gap: var(--tl-space-2);
    margin: var(--tl-space-4) 0 0;
    padding: 0;
    list-style: none;
  }

  .region {
    display: grid;
    gap: var(--tl-space-2);
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    padding: var(--tl-space-2) var(--tl-space-3);
    border: 1px solid var(--tl-line-color);
    border-inline-start: 4px solid var(--mark-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
  }

  .region.chosen {
    border-color: var(--mark-line);
    box-shadow: 0 0 0 1px var(--mark-line);
  }

  .span {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tl-space-2);
    align-items: center;
  }

  .time {
    inline-size: 6.25rem;
    font-variant-numeric: tabular-nums;
  }

  textarea {
    grid-column: 1 / -1;
    display: block;
    inline-size: 100%;
    padding-block: 0.4375rem;
    field-sizing: content;
    line-height: 1.5;
    resize: vertical;
  }

  textarea[aria-invalid="true"] {
    border-color: var(--tl-danger);
  }

  .quiet {
    min-inline-size: 2.25rem;
    padding: 0;
    border-color: transparent;
    background: none;
    color: var(--tl-text-quiet);
    font-size: 1.125rem;
  }

  @container (min-width: 60rem) {
    .region:has(textarea) {
      grid-template-columns: auto auto minmax(0, 1fr) auto;
    }

    .region textarea {
      grid-column: 3;
      grid-row: 1;
    }
  }

  @media (pointer: coarse) {
    button,
    select,
    .time {
      min-block-size: 2.75rem;
    }
  }

  @media (hover: none) {
    kbd {
      display: none;
    }
  }
`;
