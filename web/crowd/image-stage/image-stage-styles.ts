import { css } from "lit";

export const imageStageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    block-size: min(70vh, 56rem);
    min-block-size: 15rem;
    border: 1px solid var(--tl-line-color);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    overflow: hidden;
  }

  .screen {
    position: relative;
    flex: 1;
    min-block-size: 0;
    background: var(--tl-sunken);
    overflow: hidden;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
  }

  canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }

  .marks:focus-visible {
    outline-offset: -2px;
  }

  .crosshair {
    position: absolute;
    pointer-events: none;
    background: #fff;
    mix-blend-mode: difference;
  }

  .crosshair.across {
    inset: 0 0 auto;
    block-size: 1px;
  }

  .crosshair.down {
    inset: 0 auto 0 0;
    inline-size: 1px;
  }

  .notice {
    position: absolute;
    inset: 0;
    display: grid;
    align-content: center;
    justify-items: center;
    gap: var(--tl-space-2);
    padding: var(--tl-space-4);
    text-align: center;
    overflow: auto;
  }

  .notice h3,
  .notice p {
    max-inline-size: 34rem;
    margin: 0;
    overflow-wrap: anywhere;
  }

  .notice h3 {
    font-size: var(--tl-size-lead);
  }

  .notice .quiet {
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
  }

  .minimap {
    inset: auto auto var(--tl-space-2) var(--tl-space-2);
    border: 1px solid var(--tl-control-line);
    border-radius: 4px;
    background: var(--tl-sunken);
    box-shadow: var(--tl-shadow);
    cursor: pointer;
    touch-action: none;
  }
`;

export const viewBarStyles = css`
  .bar {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 2px;
    align-items: center;
    padding: 0.25rem;
    border-block-start: 1px solid var(--tl-line-color);
    font-size: var(--tl-size-small);
  }

  .bar button {
    display: inline-grid;
    place-items: center;
    min-inline-size: 2.25rem;
    block-size: 2.25rem;
    padding: 0 0.375rem;
    border: 0;
    border-radius: var(--tl-radius);
    background: none;
    color: var(--tl-text);
    cursor: pointer;
    font: inherit;
    font-variant-numeric: tabular-nums;
  }

  .bar button:hover:enabled {
    background: var(--tl-accent-soft);
  }

  .bar button:disabled {
    color: var(--tl-text-quiet);
    cursor: default;
    opacity: 0.55;
  }

  .bar button[aria-pressed="true"],
  .bar button[aria-expanded="true"] {
    background: var(--tl-accent-soft);
    color: var(--tl-accent);
  }

  .bar svg {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    fill: none;
    stroke: currentcolor;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 1.75;
  }

  .bar output {
    min-inline-size: 3.25rem;
    color: var(--tl-text-quiet);
    font-variant-numeric: tabular-nums;
    text-align: center;
  }

  .bar .gap {
    flex: 1;
  }
`;
