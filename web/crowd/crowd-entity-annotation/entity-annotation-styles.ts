import { css } from "lit";

/** Labels above the text, what is marked beside it; below it where there is no room. */
export const entityAnnotationStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    margin-block: var(--tl-space-2) var(--tl-space-4);
    color: var(--tl-text);
    font: var(--tl-size-body) / var(--tl-line) var(--tl-font);
  }

  h2 {
    margin: 0 0 var(--tl-space-3);
    font-size: var(--tl-size-lead);
    font-weight: 650;
    line-height: 1.3;
    text-wrap: balance;
  }

  .work {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--tl-space-4);
  }

  .main {
    display: flex;
    flex-direction: column;
    gap: var(--tl-space-3);
    min-inline-size: 0;
  }

  .bar {
    display: flex;
    gap: var(--tl-space-3);
    align-items: flex-start;
    justify-content: space-between;
  }

  .bar > :first-child {
    flex: 1;
  }

  .steps {
    display: flex;
    flex: none;
    gap: var(--tl-space-1);
  }

  .tool {
    display: inline-flex;
    gap: var(--tl-space-2);
    align-items: center;
    justify-content: center;
    min-inline-size: 2.125rem;
    min-block-size: 2.125rem;
    padding: 0.125rem 0.5rem;
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    cursor: pointer;
    font: inherit;
    font-size: var(--tl-size-small);
    line-height: 1.25;
    text-align: start;
  }

  .tool:hover:not(:disabled) {
    border-color: var(--tl-accent);
    background: var(--tl-accent-soft);
  }

  .tool:disabled {
    border-color: var(--tl-line-color);
    color: var(--tl-text-quiet);
    cursor: default;
    opacity: 0.55;
  }

  .tool[aria-pressed="true"] {
    border-color: var(--tl-accent);
    background: var(--tl-accent-soft);
    box-shadow: inset 0 0 0 1px var(--tl-accent);
  }

  .tool svg {
    inline-size: 1.125rem;
    block-size: 1.125rem;
    fill: none;
    stroke: currentcolor;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 2;
  }

  .tool kbd {
    color: var(--tl-text-quiet);
    font: 600 0.75rem var(--tl-font-mono);
  }

  .notice {
    margin: 0 0 var(--tl-space-3);
    padding: var(--tl-space-2) var(--tl-space-3);
    border-radius: var(--tl-radius);
    background: var(--tl-warning-soft);
    color: var(--tl-warning);
    font-size: var(--tl-size-small);
  }

  /* As high with actions as with words, so that nothing moves when a span is chosen. */
  .hint {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
    align-items: center;
    min-block-size: 2.125rem;
    margin: calc(-1 * var(--tl-space-1)) 0 0;
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
  }

  .hint:empty {
    display: none;
  }

  .side {
    display: flex;
    flex-direction: column;
    gap: var(--tl-space-2);
    min-inline-size: 0;
    max-block-size: 22rem;
  }

  .side h3 {
    display: flex;
    gap: var(--tl-space-2);
    justify-content: space-between;
    margin: 0;
    font-size: var(--tl-size-small);
    font-weight: 650;
  }

  .count {
    color: var(--tl-text-quiet);
    font-variant-numeric: tabular-nums;
    font-weight: 400;
  }

  truthloop-span-list {
    flex: 0 1 auto;
    min-block-size: 0;
  }

  .relations {
    display: grid;
    flex: none;
    gap: 0.25rem;
    max-block-size: 10rem;
    margin: 0;
    padding: 0;
    list-style: none;
    overflow: auto;
  }

  .relations li {
    display: flex;
    gap: var(--tl-space-2);
    align-items: center;
    justify-content: space-between;
    font-size: var(--tl-size-small);
  }

  .relations span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .popup {
    position: fixed;
    inset: auto;
    inline-size: max-content;
    max-inline-size: min(30rem, calc(100vw - 1.5rem));
    margin: 0;
    padding: var(--tl-space-2);
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius-large);
    background: var(--tl-raised);
    color: var(--tl-text);
    box-shadow: var(--tl-shadow);
    overflow: visible;
  }

  .questions {
    display: block;
    margin-block-start: var(--tl-space-4);
  }

  @container (min-width: 56rem) {
    .work {
      grid-template-columns: minmax(0, 1fr) clamp(14rem, 26cqi, 22rem);
      align-items: stretch;
    }

    .side {
      position: relative;
      min-block-size: 20rem;
      max-block-size: none;
    }

    .fill {
      position: absolute;
      inset: 0;
    }
  }

  .fill {
    display: flex;
    flex-direction: column;
    gap: var(--tl-space-2);
    min-block-size: 0;
  }

  @container (max-width: 39.99rem) {
    .bar {
      position: sticky;
      inset-block-end: 0;
      z-index: 2;
      order: 2;
      margin-inline: calc(-1 * var(--tl-space-2));
      padding: var(--tl-space-2);
      border-block-start: 1px solid var(--tl-line-color);
      background: var(--tl-surface);
    }

    .bar truthloop-label-palette {
      --palette-height: 6.5rem;
    }

    .hint {
      order: 3;
    }
  }
`;
