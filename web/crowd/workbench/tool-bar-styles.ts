import { css } from "lit";

/**
 * A column beside the picture; a row that scrolls sideways where the workbench is narrow. Undoing stays in sight at
 * either end, however far the other tools are scrolled.
 */
export const toolBarStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    max-block-size: 100%;
  }

  .bar {
    display: flex;
    flex-direction: var(--tl-bar-direction, column);
    gap: var(--tl-space-1);
    padding: var(--tl-space-1);
    overflow: auto;
    overscroll-behavior: contain;
    scroll-padding: 6.25rem;
    scrollbar-width: none;
    min-block-size: 0;
  }

  .group {
    display: flex;
    flex: none;
    flex-direction: inherit;
    gap: 2px;
  }

  .group.paired {
    display: var(--tl-bar-paired, grid);
    grid-template-columns: auto auto;
  }

  .group + .group {
    padding-block-start: var(--tl-bar-rule-block, var(--tl-space-1));
    padding-inline-start: var(--tl-bar-rule-inline, 0);
    border: 0 solid var(--tl-line-color);
    border-block-start-width: var(--tl-bar-line-block, 1px);
    border-inline-start-width: var(--tl-bar-line-inline, 0);
  }

  .group.always {
    position: sticky;
    inset: calc(-1 * var(--tl-space-1));
    z-index: 1;
    background: var(--tl-surface);
  }

  .group:empty {
    display: none;
  }

  button {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 2.25rem;
    block-size: 2.25rem;
    padding: 0;
    border: 0;
    border-radius: var(--tl-radius);
    background: none;
    color: var(--tl-text);
    cursor: pointer;
    transition: background var(--tl-quick);
    -webkit-tap-highlight-color: transparent;
  }

  button:hover:enabled {
    background: var(--tl-sunken);
  }

  button:focus-visible {
    outline-offset: -2px;
  }

  button[aria-pressed="true"] {
    background: var(--tl-accent-soft);
    color: var(--tl-accent);
    box-shadow: inset 0 0 0 1px var(--tl-accent);
  }

  button:disabled {
    color: var(--tl-text-quiet);
    opacity: 0.45;
    cursor: default;
  }

  svg {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    fill: none;
    stroke: currentcolor;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 1.75;
  }

  @media (pointer: coarse) {
    button {
      inline-size: 2.75rem;
      block-size: 2.75rem;
    }
  }

  @media (forced-colors: active) {
    button[aria-pressed="true"] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
