import { css } from "lit";

export const viewBarStyles = css`
  :host {
    position: relative;
    display: block;
    flex: none;
    border-block-start: 1px solid var(--tl-line-color);
    background: var(--tl-surface);
    color: var(--tl-text);
    font-size: var(--tl-size-small);
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    align-items: center;
    padding: 0.25rem;
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

  .bar button:hover {
    background: var(--tl-accent-soft);
  }

  .bar button[aria-expanded="true"] {
    background: var(--tl-accent-soft);
    color: var(--tl-accent);
  }

  .bar .opens {
    margin-inline-start: auto;
  }

  svg {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    fill: none;
    stroke: currentcolor;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 1.75;
  }

  .percent {
    min-inline-size: 3rem;
    color: var(--tl-text-quiet);
    font-variant-numeric: tabular-nums;
    text-align: center;
  }

  .settings {
    position: absolute;
    inset: auto 0.25rem calc(100% + 0.25rem) auto;
    z-index: 2;
    display: grid;
    gap: var(--tl-space-1);
    inline-size: min(17rem, calc(100% - 0.5rem));
    max-block-size: min(26rem, 60vh);
    padding: var(--tl-space-3);
    border: 1px solid var(--tl-line-color);
    border-radius: var(--tl-radius-large);
    background: var(--tl-raised);
    box-shadow: var(--tl-shadow);
    overflow: auto;
  }

  .settings label {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 var(--tl-space-2);
    align-items: center;
  }

  .settings input[type="range"] {
    grid-column: 1 / -1;
    inline-size: 100%;
    block-size: 1.5rem;
    margin: 0;
    accent-color: var(--tl-accent);
  }

  .settings .amount {
    color: var(--tl-text-quiet);
    font-variant-numeric: tabular-nums;
  }

  .settings label.check {
    grid-template-columns: auto 1fr auto;
    min-block-size: 1.75rem;
  }

  .settings input[type="checkbox"] {
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0;
    accent-color: var(--tl-accent);
  }

  kbd {
    padding: 0 0.375rem;
    border: 1px solid var(--tl-line-color);
    border-radius: 4px;
    color: var(--tl-text-quiet);
    font-family: inherit;
    font-size: 0.75rem;
  }

  @media (hover: none) {
    kbd {
      display: none;
    }
  }
`;
