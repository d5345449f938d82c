import { css } from "lit";

export const labelChipStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
    align-items: center;
    /* Two rows, and enough of a third to tell that there are more. */
    max-block-size: 6rem;
    padding: var(--tl-space-2);
    overflow: hidden auto;
    overscroll-behavior: contain;
  }

  .above {
    margin-inline-start: var(--tl-space-2);
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
    font-weight: 600;
  }

  .above:first-child {
    margin-inline-start: 0;
  }

  .chip {
    display: inline-flex;
    flex: none;
    gap: 0.4375rem;
    align-items: center;
    min-block-size: 2rem;
    max-inline-size: 16rem;
    padding: 0.1875rem 0.5rem;
    border: 1px solid var(--tl-line-color);
    border-radius: 99px;
    background: var(--tl-surface);
    color: var(--tl-text);
    cursor: pointer;
    font: inherit;
    font-size: var(--tl-size-small);
    transition:
      background var(--tl-quick),
      border-color var(--tl-quick);
    -webkit-tap-highlight-color: transparent;
  }

  .chip:hover:enabled {
    border-color: var(--tl-control-line);
  }

  .chip[aria-checked="true"] {
    border-color: var(--tl-chip);
    background: color-mix(in srgb, var(--tl-chip) 16%, var(--tl-surface));
    box-shadow: inset 0 0 0 1px var(--tl-chip);
    font-weight: 650;
  }

  .chip:disabled {
    cursor: default;
    opacity: 0.6;
  }

  .swatch {
    flex: none;
    inline-size: 0.75rem;
    block-size: 0.75rem;
    border-radius: 50%;
    background: var(--tl-chip);
    box-shadow: inset 0 0 0 1px rgb(0 0 0 / 20%);
  }

  .name {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  kbd {
    flex: none;
    min-inline-size: 1.125rem;
    padding: 0 0.1875rem;
    border: 1px solid var(--tl-line-color);
    border-radius: 4px;
    background: var(--tl-surface);
    color: var(--tl-text-quiet);
    font-family: inherit;
    font-size: 0.6875rem;
    font-variant-numeric: tabular-nums;
    font-weight: 500;
    line-height: 1.0625rem;
    text-align: center;
  }

  @media (pointer: coarse) {
    .chips {
      max-block-size: 7rem;
    }

    .chip {
      min-block-size: 2.5rem;
      padding-inline: 0.75rem;
    }
  }

  @media (hover: none) {
    kbd {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .swatch {
      forced-color-adjust: none;
    }

    .chip[aria-checked="true"] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
