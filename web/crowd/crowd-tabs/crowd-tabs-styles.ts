import { css } from "lit";

/** Tabs in a row that wraps: none is ever out of sight. */
export const tabsStyles = css`
  :host {
    display: block;
    margin-block: var(--tl-space-2);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    border-block-end: 1px solid var(--tl-line-color);
  }

  .row:empty {
    display: none;
  }

  button {
    min-block-size: 2.75rem;
    margin-block-end: -1px;
    padding: var(--tl-space-2) var(--tl-space-4);
    border: 0;
    border-block-end: 3px solid transparent;
    border-radius: var(--tl-radius) var(--tl-radius) 0 0;
    background: none;
    color: var(--tl-text-quiet);
    cursor: pointer;
    font: inherit;
    font-weight: 600;
  }

  button:hover {
    background: var(--tl-accent-soft);
    color: var(--tl-text);
  }

  button[aria-selected="true"] {
    border-block-end-color: var(--tl-accent);
    color: var(--tl-text);
  }

  button:focus-visible {
    outline-offset: -3px;
  }
`;
