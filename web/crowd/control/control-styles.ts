import { css } from "lit";

/** What all our elements share: box model, the hidden attribute, focus ring, and the line that says what is wrong. */
export const controlStyles = css`
  :host {
    box-sizing: border-box;
  }

  :host([hidden]) {
    display: none !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }

  :focus-visible {
    outline: 2px solid var(--tl-focus);
    outline-offset: 2px;
  }

  .complaint {
    display: flex;
    gap: var(--tl-space-2);
    margin: var(--tl-space-1) 0 0;
    color: var(--tl-danger);
    font-size: var(--tl-size-small);
  }

  .complaint::before {
    content: "!";
    flex: none;
    inline-size: 1.1em;
    block-size: 1.1em;
    margin-block-start: 0.2em;
    border-radius: 50%;
    background: var(--tl-danger);
    color: var(--tl-surface);
    font-weight: 700;
    line-height: 1.1;
    text-align: center;
  }

  .complaint:empty {
    display: none;
  }

  .sr-only {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (forced-colors: active) {
    .complaint::before {
      forced-color-adjust: none;
    }
  }
`;
