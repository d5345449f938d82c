import { css } from "lit";

/** The passage beside its questions; on a narrow screen above them, and in sight while they are written. */
export const questionStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    margin-block: var(--tl-space-2) var(--tl-space-4);
    color: var(--tl-text);
  }

  .work {
    display: grid;
    gap: var(--tl-space-4);
    align-items: start;
  }

  .side {
    position: sticky;
    inset-block-start: var(--tl-panel-height, 0);
    z-index: 2;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    max-block-size: 44vh;
    border: 1px solid var(--tl-line-color);
    border-radius: var(--tl-radius-large);
    background: var(--tl-surface);
    overflow: hidden;
  }

  .passage {
    flex: 1;
    padding: var(--tl-space-3) var(--tl-space-4);
    overflow: hidden auto;
  }

  .passage:focus-visible {
    outline-offset: -2px;
  }

  .use {
    display: flex;
    flex: none;
    gap: var(--tl-space-3);
    align-items: center;
    min-block-size: 3.25rem;
    padding: var(--tl-space-2) var(--tl-space-4);
    border-block-start: 1px solid var(--tl-line-color);
    background: var(--tl-raised);
  }

  .use q,
  .use span {
    flex: 1;
    min-inline-size: 0;
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
  }

  .use q {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .cards {
    display: grid;
    gap: var(--tl-space-3);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .card {
    padding: var(--tl-space-2) var(--tl-space-4) var(--tl-space-3);
    border: 1px solid var(--tl-line-color);
    border-inline-start: 4px solid var(--mark-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
  }

  .card.active {
    border-color: var(--mark-line);
    box-shadow: 0 0 0 1px var(--mark-line);
  }

  .card .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-block-size: 2rem;
  }

  .number {
    font-weight: 650;
  }

  .label {
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
    font-weight: 600;
  }

  textarea,
  .own {
    display: block;
    inline-size: 100%;
    min-block-size: var(--tl-control-height);
    padding: 0.4375rem 0.6875rem;
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    field-sizing: content;
    font: inherit;
    resize: vertical;
  }

  textarea[aria-invalid="true"] {
    border-color: var(--tl-danger);
  }

  :is(textarea, .own):focus-visible {
    border-color: var(--tl-focus);
    outline: 1px solid var(--tl-focus);
    outline-offset: 0;
  }

  .below {
    display: flex;
    gap: var(--tl-space-3);
    justify-content: space-between;
    min-block-size: 1.75rem;
  }

  .count {
    margin-block-start: var(--tl-space-1);
    margin-inline-start: auto;
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
    font-variant-numeric: tabular-nums;
  }

  .tags,
  .references {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
    align-items: center;
    margin-block-start: var(--tl-space-1);
  }

  .references {
    min-block-size: 2rem;
    margin-block-start: var(--tl-space-2);
  }

  .whole {
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
    font-style: italic;
  }

  .tag {
    min-block-size: 2rem;
    padding: 0 0.75rem;
    border: 1px solid var(--tl-control-line);
    border-radius: 1rem;
    background: var(--tl-surface);
    color: var(--tl-text);
    cursor: pointer;
    font: inherit;
    font-size: var(--tl-size-small);
  }

  .tag:hover {
    border-color: var(--tl-accent);
  }

  .tag[aria-pressed="true"] {
    border-color: var(--tl-accent);
    background: var(--tl-accent);
    color: var(--tl-on-accent);
    font-weight: 600;
  }

  .own {
    inline-size: 8rem;
    min-block-size: 2rem;
    padding-block: 0.125rem;
    border-radius: 1rem;
    font-size: var(--tl-size-small);
  }

  .reference {
    display: inline-flex;
    gap: var(--tl-space-1);
    align-items: center;
    max-inline-size: 100%;
    padding-inline-start: 0.5rem;
    border-radius: var(--tl-radius);
    background: var(--mark);
    font-size: var(--tl-size-small);
  }

  .reference q {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .quiet {
    flex: none;
    min-inline-size: 2rem;
    min-block-size: 2rem;
    padding: 0;
    border: 0;
    border-radius: var(--tl-radius);
    background: none;
    color: var(--tl-text-quiet);
    cursor: pointer;
    font: inherit;
    font-size: 1.125rem;
  }

  .quiet:hover {
    background: var(--tl-danger-soft);
    color: var(--tl-danger);
  }

  .action {
    flex: none;
    min-block-size: 2.25rem;
    padding: 0 var(--tl-space-3);
    border: 1px solid var(--tl-accent);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-accent);
    cursor: pointer;
    font: inherit;
    font-weight: 600;
  }

  .action:hover:not(:disabled) {
    background: var(--tl-accent-soft);
  }

  .action:disabled {
    border-color: var(--tl-line-color);
    color: var(--tl-text-quiet);
    cursor: not-allowed;
  }

  .after {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tl-space-3);
    align-items: center;
    margin-block-start: var(--tl-space-3);
  }

  .after p {
    margin: 0;
  }

  @container (min-width: 56rem) {
    .work {
      grid-template-columns: minmax(0, 1.15fr) minmax(22rem, 1fr);
      gap: var(--tl-space-5);
    }

    .side {
      inset-block-start: calc(var(--tl-panel-height, 0px) + var(--tl-space-3));
      max-block-size: calc(100vh - 7rem);
    }
  }

  @media (pointer: coarse) {
    .tag,
    .quiet,
    .own {
      min-block-size: 2.5rem;
    }
  }
`;
