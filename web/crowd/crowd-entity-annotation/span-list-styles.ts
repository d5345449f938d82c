import { css } from "lit";

export const spanListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }

  .none {
    margin: 0;
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
  }

  input {
    inline-size: 100%;
    min-block-size: 2.125rem;
    margin-block-end: var(--tl-space-2);
    padding: 0.25rem 0.625rem;
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    font: inherit;
    font-size: var(--tl-size-small);
  }

  .rows {
    flex: 0 1 auto;
    min-block-size: 4.5rem;
    max-block-size: 100%;
    border: 1px solid var(--tl-line-color);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    overflow: hidden auto;
    overscroll-behavior: contain;
  }

  .rows:focus-visible {
    outline-offset: 1px;
  }

  .height {
    position: relative;
  }

  .row {
    position: absolute;
    inset-inline: 0;
    display: flex;
    gap: var(--tl-space-2);
    align-items: center;
    block-size: 34px;
    padding-inline: var(--tl-space-2);
    border-inline-start: 3px solid transparent;
    cursor: pointer;
    font-size: var(--tl-size-small);
    white-space: nowrap;
  }

  .row:hover {
    background: var(--tl-sunken);
  }

  .row[aria-selected="true"] {
    border-inline-start-color: var(--tint);
    background: color-mix(in srgb, var(--tint) 16%, var(--tl-surface));
  }

  .tag {
    flex: none;
    max-inline-size: 45%;
    padding: 0 0.3125rem;
    border-radius: 3px;
    background: var(--tint);
    color: var(--tl-surface);
    font-size: 0.6875rem;
    font-weight: 700;
    line-height: 1.125rem;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .tag::before {
    content: attr(data-name) / "";
  }

  .excerpt {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  @media (forced-colors: active) {
    .row[aria-selected="true"] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
