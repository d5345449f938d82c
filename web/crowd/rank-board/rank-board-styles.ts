import { css } from "lit";

/** Places in a row, letters in them. Their sizes do not depend on what lies in them. */
export const rankBoardStyles = css`
  :host {
    --chip: 2rem;

    display: block;
    container-type: inline-size;
    color: var(--tl-text);
  }

  .boards {
    display: grid;
    gap: var(--tl-space-3) var(--tl-space-5);
  }

  .board {
    min-inline-size: 0;
  }

  header {
    display: flex;
    gap: var(--tl-space-2);
    align-items: center;
    min-block-size: calc(var(--chip) + 0.625rem);
    margin-block-end: var(--tl-space-1);
  }

  header strong {
    font-weight: 650;
    overflow-wrap: anywhere;
  }

  .ties,
  .progress {
    flex: none;
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
  }

  .progress {
    min-inline-size: 3.25rem;
    font-variant-numeric: tabular-nums;
    text-align: end;
  }

  .progress.done {
    color: var(--tl-success);
    font-weight: 600;
  }

  .places {
    display: flex;
    gap: var(--tl-space-1);
  }

  .places.many {
    flex-wrap: wrap;
  }

  .place {
    display: flex;
    flex: 1 1 4.75rem;
    flex-direction: column;
    gap: 2px;
    min-inline-size: 0;
    min-block-size: calc(var(--chip) + 2rem);
    padding: 3px var(--tl-space-1) var(--tl-space-1);
    border: 1px solid var(--tl-line-color);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    transition:
      background var(--tl-quick),
      border-color var(--tl-quick);
  }

  .tray {
    flex: 1 1 auto;
    flex-direction: row;
    gap: var(--tl-space-2);
    align-items: center;
    min-block-size: calc(var(--chip) + 0.5rem);
    padding: 3px var(--tl-space-2);
    border-style: dashed;
    background: var(--tl-sunken);
  }

  .place:has(.chip:not(.dragged)):not(.tray) {
    border-color: var(--tl-control-line);
  }

  .place.over {
    border-color: var(--tl-accent);
    background: var(--tl-accent-soft);
    box-shadow: inset 0 0 0 1px var(--tl-accent);
  }

  .rank {
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
    line-height: 1.25rem;
    text-align: center;
    white-space: nowrap;
  }

  .rank b {
    color: var(--tl-text);
    font-variant-numeric: tabular-nums;
  }

  .rank small {
    font-size: 0.75rem;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tl-space-1);
    justify-content: center;
  }

  .chip {
    position: relative;
    inline-size: var(--chip);
    block-size: var(--chip);
    padding: 0;
    border: 1.5px solid var(--tl-accent);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-accent);
    cursor: grab;
    font: inherit;
    font-weight: 700;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
  }

  .chip:hover {
    background: var(--tl-accent-soft);
  }

  .chip.marked {
    background: var(--tl-accent);
    color: var(--tl-on-accent);
  }

  .chip:disabled {
    border-color: var(--tl-line-color);
    background: var(--tl-sunken);
    color: var(--tl-text-quiet);
    cursor: not-allowed;
  }

  .chip.dragged {
    z-index: 2;
    box-shadow: var(--tl-shadow);
    cursor: grabbing;
    pointer-events: none;
  }

  .tabs {
    display: none;
  }

  .tabs button {
    flex: 1 1 auto;
    min-block-size: 2.25rem;
    padding: var(--tl-space-1) var(--tl-space-3);
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    font: inherit;
    font-size: var(--tl-size-small);
    font-weight: 600;
  }

  .tabs button span {
    color: var(--tl-text-quiet);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }

  .tabs button[aria-pressed="true"] {
    border-color: var(--tl-accent);
    background: var(--tl-accent-soft);
  }

  @container (min-width: 56rem) {
    .boards {
      grid-template-columns: repeat(auto-fit, minmax(26rem, 1fr));
    }
  }

  @container (max-width: 39.99rem) {
    .tabs {
      display: flex;
      gap: var(--tl-space-1);
      margin-block-end: var(--tl-space-2);
      overflow-x: auto;
    }

    .tabs ~ .boards .board:not(.shown) {
      display: none;
    }

    .tabs ~ .boards header strong,
    .tabs ~ .boards header .progress {
      display: none;
    }

    /* A dimension's name keeps a row of its own: beside the letters it would have no room. */
    header {
      flex-wrap: wrap;
    }

    header .progress {
      margin-inline-start: auto;
    }

    header .tray {
      order: 1;
      flex-basis: 100%;
    }

    .place:not(.tray) {
      flex-basis: calc(25% - 4px);
    }
  }

  @media (pointer: coarse) {
    :host {
      --chip: 2.75rem;
    }
  }

  @media (forced-colors: active) {
    .chip.marked {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
