import { css } from "lit";

/** What a comparison has beyond responses and their bar, and what its parts share; comes after the styles of the parts. */
export const comparisonStyles = css`
  .body {
    border-radius: var(--tl-radius);
  }

  .body:focus-visible {
    outline-offset: 4px;
  }

  .response > .head .link,
  .demonstration .link {
    margin-inline-start: auto;
  }

  .link {
    min-block-size: 2rem;
    padding: 0 var(--tl-space-1);
    border: 0;
    background: none;
    color: var(--tl-accent);
    cursor: pointer;
    font: inherit;
    font-size: var(--tl-size-small);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .action,
  .toggle {
    flex: none;
    min-block-size: 2.25rem;
    padding: 0 var(--tl-space-3);
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    cursor: pointer;
    font: inherit;
    font-weight: 600;
  }

  .action {
    border-color: var(--tl-accent);
    color: var(--tl-accent);
  }

  .action:hover,
  .toggle:hover {
    background: var(--tl-accent-soft);
  }

  .toggle[aria-pressed="true"] {
    border-color: var(--tl-accent);
    background: var(--tl-accent-soft);
  }

  .quiet {
    flex: none;
    min-inline-size: 2rem;
    min-block-size: 2rem;
    padding: 0;
    border: 0;
    border-radius: var(--tl-radius);
    background: none;
    color: var(--tl-text);
    cursor: pointer;
    font: inherit;
    font-size: 1.125rem;
  }

  .foot {
    position: sticky;
    inset-block-end: 0;
    z-index: 3;
    margin-block-start: var(--tl-space-4);
  }

  .foot .bar {
    position: static;
    margin: 0;
  }

  .floating {
    position: absolute;
    inset-inline: 0;
    inset-block-end: calc(100% + var(--tl-space-2));
  }

  @media (hover: none) {
    kbd,
    .views .hint {
      display: none;
    }
  }

  @media (pointer: coarse) {
    .steps span,
    .quiet,
    .link {
      min-block-size: 2.75rem;
    }
  }

  @media print {
    .foot {
      position: static;
    }
  }
`;
