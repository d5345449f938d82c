import { css } from "lit";

/** Boxes and dots to tick, with their label beside them. */
export const choiceStyles = css`
  :host {
    display: inline-block;
    margin-block: var(--tl-space-1);
    margin-inline-end: var(--tl-space-3);
    border-radius: var(--tl-radius);
    color: var(--tl-text);
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }

  :host(:focus-visible) {
    outline: 2px solid var(--tl-focus);
    outline-offset: 3px;
  }

  :host([aria-disabled="true"]) {
    color: var(--tl-text-quiet);
    cursor: not-allowed;
  }

  .row {
    display: inline-flex;
    gap: 0.5625rem;
    align-items: flex-start;
    min-block-size: 1.5rem;
  }

  .bare {
    gap: 0;
    align-items: center;
    vertical-align: middle;
  }

  .bare .mark {
    margin: 0;
  }

  .mark {
    display: inline-grid;
    flex: none;
    place-items: center;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    margin-block-start: calc((1lh - 1.125rem) / 2);
    border: 1.5px solid var(--tl-control-line);
    background: var(--tl-surface);
    transition:
      background var(--tl-quick),
      border-color var(--tl-quick);
  }

  .box {
    border-radius: 4px;
  }

  .dot {
    border-radius: 50%;
  }

  :host(:hover:not([aria-disabled="true"])) .mark {
    border-color: var(--tl-accent);
  }

  :host([aria-checked="true"]) .mark {
    border-color: var(--tl-accent);
    background: var(--tl-accent);
  }

  :host([aria-checked="true"]) .dot {
    background: var(--tl-surface);
    border-width: 5px;
  }

  :host([aria-disabled="true"]) .mark {
    border-color: var(--tl-line-color);
    background: var(--tl-sunken);
  }

  :host([aria-invalid="true"]) .mark {
    border-color: var(--tl-danger);
  }

  svg {
    inline-size: 100%;
    block-size: 100%;
    fill: none;
    stroke: var(--tl-on-accent);
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 2;
    visibility: hidden;
  }

  :host([aria-checked="true"]) svg {
    visibility: visible;
  }

  @media (forced-colors: active) {
    :host([aria-checked="true"]) .mark {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
    }
  }
`;
