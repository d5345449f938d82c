import { css } from "lit";

/** The target beside its options, or above them where there is no room. */
export const classifierStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    margin-block: var(--tl-space-2) var(--tl-space-4);
    color: var(--tl-text);
  }

  h2 {
    margin: 0 0 var(--tl-space-3);
    font-size: var(--tl-size-title);
    font-weight: 650;
    line-height: 1.3;
    text-wrap: balance;
  }

  .work {
    display: grid;
    gap: var(--tl-space-4);
  }

  .target {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .options {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    margin-block-end: var(--tl-space-2);
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
    font-weight: 600;
  }

  .option {
    display: flex;
    gap: 0.625rem;
    align-items: center;
    min-block-size: 2.75rem;
    margin-block-end: var(--tl-space-2);
    padding: var(--tl-space-2) var(--tl-space-3);
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    cursor: pointer;
    transition:
      background var(--tl-quick),
      border-color var(--tl-quick);
  }

  .option:hover {
    border-color: var(--tl-accent);
  }

  .option:has(:checked) {
    border-color: var(--tl-accent);
    background: var(--tl-accent-soft);
    box-shadow: inset 0 0 0 1px var(--tl-accent);
  }

  .option:has(:focus-visible) {
    outline: 2px solid var(--tl-focus);
    outline-offset: 2px;
  }

  .option:has(:disabled) {
    border-color: var(--tl-line-color);
    background: var(--tl-sunken);
    color: var(--tl-text-quiet);
    cursor: not-allowed;
  }

  .option input {
    flex: none;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    margin: 0;
    accent-color: var(--tl-accent);
    cursor: inherit;
    outline: none;
  }

  .option .name {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  kbd {
    flex: none;
    min-inline-size: 1.5rem;
    padding: 0 0.375rem;
    border: 1px solid var(--tl-line-color);
    border-radius: 4px;
    background: var(--tl-surface);
    color: var(--tl-text-quiet);
    font-family: inherit;
    font-size: var(--tl-size-small);
    font-variant-numeric: tabular-nums;
    text-align: center;
  }

  .apart {
    margin-block-start: var(--tl-space-3);
  }

  @container (min-width: 40rem) {
    .work {
      grid-template-columns: minmax(0, 68rem) minmax(14rem, 20rem);
      gap: var(--tl-space-6);
    }
  }

  @media (hover: none) {
    kbd {
      display: none;
    }
  }
`;
