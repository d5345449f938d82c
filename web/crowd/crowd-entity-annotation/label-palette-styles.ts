import { css } from "lit";

export const labelPaletteStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  input {
    display: block;
    inline-size: min(100%, 18rem);
    min-block-size: 2.125rem;
    margin-block-end: var(--tl-space-2);
    padding: 0.25rem 0.625rem;
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    font: inherit;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
    max-block-size: var(--palette-height, 9.5rem);
    overflow: auto;
    overscroll-behavior: contain;
  }

  .chip {
    display: inline-flex;
    flex: none;
    gap: var(--tl-space-2);
    align-items: center;
    max-inline-size: 100%;
    min-block-size: 2.125rem;
    padding: 0.125rem 0.5rem 0.125rem 0;
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    cursor: pointer;
    font: inherit;
    line-height: 1.25;
    text-align: start;
    transition: background var(--tl-quick);
    overflow: hidden;
  }

  .chip::before {
    content: "";
    flex: none;
    align-self: stretch;
    inline-size: 0.5rem;
    margin-block: -0.125rem;
    background: var(--tint);
  }

  .chip.dashed::before {
    background: repeating-linear-gradient(0deg, var(--tint) 0 7px, transparent 7px 11px);
  }

  .chip.dotted::before {
    background: repeating-linear-gradient(0deg, var(--tint) 0 3px, transparent 3px 6px);
  }

  .name {
    overflow-wrap: anywhere;
  }

  .chip:hover {
    border-color: var(--tint);
    background: color-mix(in srgb, var(--tint) 10%, var(--tl-surface));
  }

  .chip[aria-pressed="true"] {
    border-color: var(--tint);
    background: color-mix(in srgb, var(--tint) 22%, var(--tl-surface));
    box-shadow: inset 0 0 0 1px var(--tint);
    font-weight: 650;
  }

  .chip:disabled {
    color: var(--tl-text-quiet);
    cursor: not-allowed;
  }

  kbd {
    min-inline-size: 1.25rem;
    padding: 0 0.25rem;
    border: 1px solid var(--tl-line-color);
    border-radius: 4px;
    background: var(--tl-sunken);
    color: var(--tl-text-quiet);
    font: 600 0.75rem / 1.125rem var(--tl-font-mono);
    text-align: center;
  }

  .none {
    margin: 0.375rem 0;
    color: var(--tl-text-quiet);
  }

  @media (pointer: coarse) {
    .chip,
    input {
      min-block-size: 2.75rem;
    }

    kbd {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .chip::before {
      forced-color-adjust: none;
    }

    .chip[aria-pressed="true"] {
      border-color: Highlight;
      outline: 2px solid Highlight;
    }
  }
`;
