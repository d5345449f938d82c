import { css } from "lit";

export const vectorControlStyles = css`
  .hint {
    margin: 0;
    padding: var(--tl-space-1) var(--tl-space-3);
  }

  .refused {
    background: var(--tl-warning-soft);
    color: var(--tl-warning);
  }

  .relation-name {
    display: grid;
    flex: none;
    gap: 2px;
    padding: var(--tl-space-2) var(--tl-space-3);
    border-block-start: 1px solid var(--tl-line-color);
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
  }

  .relation-name select {
    min-block-size: 2rem;
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    font: inherit;
  }
`;
