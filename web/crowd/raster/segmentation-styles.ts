import { css } from "lit";

export const segmentationStyles = css`
  h2 {
    margin-block-end: var(--tl-space-3);
  }

  .settings {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tl-space-1) var(--tl-space-4);
    align-items: center;
    min-block-size: 2.5rem;
    padding: var(--tl-space-1) var(--tl-space-3);
    color: var(--tl-text);
  }

  .settings label {
    display: inline-flex;
    gap: var(--tl-space-2);
    align-items: center;
    min-block-size: 1.75rem;
  }

  .settings input[type="range"] {
    inline-size: 7.5rem;
    accent-color: var(--tl-accent);
  }

  .settings input[type="checkbox"] {
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0;
    accent-color: var(--tl-accent);
  }

  .settings output {
    min-inline-size: 3.25rem;
    color: var(--tl-text-quiet);
    font-variant-numeric: tabular-nums;
  }

  .settings select {
    min-block-size: 1.75rem;
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: inherit;
    font: inherit;
  }

  .hint {
    flex: 1 1 12rem;
    min-inline-size: 0;
    margin: 0;
    overflow: hidden;
    color: var(--tl-text-quiet);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .notice {
    margin: 0 0 var(--tl-space-2);
    padding: var(--tl-space-2) var(--tl-space-3);
    border-radius: var(--tl-radius);
    background: var(--tl-warning-soft);
    color: var(--tl-warning);
    font-size: var(--tl-size-small);
    overflow-wrap: anywhere;
  }

  @media (pointer: coarse) {
    .settings label,
    .settings select {
      min-block-size: 2.5rem;
    }
  }

  @media (max-width: 30rem) {
    .settings {
      gap: 0 var(--tl-space-3);
      padding-inline: var(--tl-space-2);
    }

    .settings input[type="range"] {
      inline-size: 5.5rem;
    }

    .settings output {
      min-inline-size: 2.75rem;
    }
  }
`;
