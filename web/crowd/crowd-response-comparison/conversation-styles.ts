import { css } from "lit";

/** The conversation before the responses, and the switches of how they are shown. */
export const conversationStyles = css`
  .conversation {
    display: grid;
    gap: var(--tl-space-2);
    margin-block-end: var(--tl-space-4);
  }

  .turn {
    max-inline-size: 80ch;
    padding: var(--tl-space-2) var(--tl-space-4) var(--tl-space-3);
    border-inline-start: 3px solid var(--tl-accent);
    border-radius: var(--tl-radius);
    background: var(--tl-sunken);
  }

  .turn.model {
    border-inline-start-color: var(--tl-control-line);
    background: var(--tl-surface);
    box-shadow: inset 0 0 0 1px var(--tl-line-color);
  }

  .turn.system {
    border-inline-start-color: var(--tl-line-color);
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
  }

  .views {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tl-space-2) var(--tl-space-3);
    align-items: center;
    min-block-size: 2.75rem;
    margin-block-end: var(--tl-space-2);
  }

  .views .hint {
    margin-inline-start: auto;
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
  }

  .views select,
  .remark input,
  .demonstration textarea {
    min-block-size: 2.25rem;
    padding: 0.3125rem 0.6875rem;
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    font: inherit;
  }
`;
