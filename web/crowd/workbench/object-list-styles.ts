import { css, unsafeCSS } from "lit";

/** All rows are as high as this, in CSS pixels, so that a place in the list can be computed. */
export const rowHeight = 36;

export const objectListStyles = css`
  :host {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
    font-size: var(--tl-size-small);
  }

  .search {
    display: flex;
    flex: none;
    gap: 2px;
    align-items: center;
    padding: 0 var(--tl-space-2) var(--tl-space-2);
  }

  input {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 2rem;
    padding: 0 var(--tl-space-2);
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    font: inherit;
  }

  input::placeholder {
    color: var(--tl-text-quiet);
    opacity: 1;
  }

  .rows {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
  }

  .empty {
    margin: 0;
    padding: var(--tl-space-2) var(--tl-space-3);
    color: var(--tl-text-quiet);
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    align-items: center;
    block-size: ${unsafeCSS(rowHeight)}px;
    padding-inline-end: var(--tl-space-1);
  }

  li:hover {
    background: var(--tl-sunken);
  }

  li.selected {
    background: var(--tl-accent-soft);
  }

  button {
    border: 0;
    border-radius: var(--tl-radius);
    background: none;
    color: inherit;
    cursor: pointer;
    font: inherit;
  }

  button:focus-visible {
    outline-offset: -2px;
  }

  .pick {
    display: flex;
    flex: 1;
    gap: var(--tl-space-2);
    align-items: center;
    min-inline-size: 0;
    block-size: 100%;
    padding: 0 0 0 var(--tl-space-3);
    text-align: start;
  }

  .swatch {
    flex: none;
    inline-size: 0.75rem;
    block-size: 0.75rem;
    border-radius: 3px;
    background: var(--tl-chip);
  }

  .name {
    flex: none;
    max-inline-size: 75%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .faint {
    color: var(--tl-text-quiet);
    font-style: italic;
  }

  .detail {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--tl-text-quiet);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .switch {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 1.75rem;
    block-size: 1.75rem;
    padding: 0;
    color: var(--tl-text-quiet);
  }

  /* Rows not in hand leave all their room to the name; the focus brings the switches back before Tab needs them. */
  li:not(:hover, :focus-within, .selected) .switch:not(.on) {
    display: none;
  }

  .switch:hover:enabled {
    color: var(--tl-text);
  }

  .switch.on {
    color: var(--tl-accent);
  }

  .switch:disabled {
    cursor: default;
  }

  svg {
    inline-size: 1rem;
    block-size: 1rem;
    fill: none;
    stroke: currentcolor;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 1.75;
  }

  @media (hover: none) {
    .switch {
      inline-size: 2.125rem;
      block-size: 2.125rem;
    }
  }
`;
