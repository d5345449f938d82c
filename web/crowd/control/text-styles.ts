import { css } from "lit";

/** Fields a worker writes in. */
export const textStyles = css`
  :host {
    display: block;
    max-inline-size: 48rem;
    margin-block: var(--tl-space-3);
  }

  label {
    display: block;
    margin-block-end: var(--tl-space-1);
    color: var(--tl-text);
    font-weight: 600;
  }

  :host([required]) label::after {
    content: " *";
    color: var(--tl-danger);
  }

  .field {
    display: block;
    inline-size: 100%;
    min-block-size: var(--tl-control-height);
    padding: 0.4375rem 0.6875rem;
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    font: inherit;
    transition: border-color var(--tl-quick);
  }

  .field::placeholder {
    color: var(--tl-text-quiet);
    opacity: 1;
  }

  .field:hover:not(:disabled) {
    border-color: var(--tl-text-quiet);
  }

  .field:focus-visible {
    border-color: var(--tl-focus);
    outline: 1px solid var(--tl-focus);
    outline-offset: 0;
  }

  .field:disabled {
    background: var(--tl-sunken);
    color: var(--tl-text-quiet);
    cursor: not-allowed;
  }

  .field[aria-invalid="true"] {
    border-color: var(--tl-danger);
  }

  .below {
    display: flex;
    gap: var(--tl-space-3);
    justify-content: space-between;
  }

  .count {
    margin: var(--tl-space-1) 0 0 auto;
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
    font-variant-numeric: tabular-nums;
  }
`;
