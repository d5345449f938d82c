import { css } from "lit";

/** Ratings of each response, and the preference between two. */
export const judgementStyles = css`
  .ratings {
    display: grid;
    gap: var(--tl-space-2) var(--tl-space-5);
    grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr));
    margin-block-start: var(--tl-space-3);
    padding-block-start: var(--tl-space-3);
    border-block-start: 1px solid var(--tl-line-color);
  }

  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    margin-block-end: var(--tl-space-1);
    font-size: var(--tl-size-small);
    font-weight: 600;
  }

  .steps {
    display: flex;
  }

  .steps label {
    flex: 1 1 1.5rem;
    min-inline-size: 0;
  }

  .steps input,
  .choice input {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: 0;
    opacity: 0;
  }

  .steps span,
  .choice span {
    display: flex;
    align-items: center;
    justify-content: center;
    min-block-size: 2.125rem;
    border: 1px solid var(--tl-control-line);
    background: var(--tl-surface);
    color: var(--tl-text);
    cursor: pointer;
    font-variant-numeric: tabular-nums;
  }

  .steps label {
    position: relative;
    margin-inline-end: -1px;
  }

  .steps label:first-child span {
    border-start-start-radius: var(--tl-radius);
    border-end-start-radius: var(--tl-radius);
  }

  .steps label:last-child span {
    border-start-end-radius: var(--tl-radius);
    border-end-end-radius: var(--tl-radius);
  }

  :is(.steps, .choice) span:hover {
    background: var(--tl-accent-soft);
  }

  :is(.steps, .choice) input:checked + span {
    border-color: var(--tl-accent);
    background: var(--tl-accent);
    color: var(--tl-on-accent);
    font-weight: 650;
  }

  :is(.steps, .choice) input:focus-visible + span {
    outline: 2px solid var(--tl-focus);
    outline-offset: 2px;
  }

  fieldset:disabled span {
    color: var(--tl-text-quiet);
    cursor: not-allowed;
  }

  .ends {
    display: flex;
    gap: var(--tl-space-2);
    justify-content: space-between;
    color: var(--tl-text-quiet);
    font-size: 0.75rem;
  }

  .preference {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tl-space-2);
  }

  .preference legend {
    float: inline-start;
    inline-size: 100%;
    margin: 0;
  }

  .choice {
    position: relative;
    flex: 1 1 6rem;
  }

  .choice span {
    gap: var(--tl-space-2);
    min-block-size: 2.75rem;
    padding: var(--tl-space-1) var(--tl-space-2);
    border-radius: var(--tl-radius);
    text-align: center;
    line-height: 1.2;
  }

  kbd {
    padding: 0 0.3rem;
    border: 1px solid currentcolor;
    border-radius: 4px;
    font-family: inherit;
    font-size: 0.75rem;
    opacity: 0.75;
  }
`;
