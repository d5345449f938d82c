import { css } from "lit";

/** A dialog in the top layer: a heading, a close button, and content that scrolls. */
export const dialogStyles = css`
  .open-link {
    display: block;
    margin-block: var(--tl-space-2);
    padding: 0;
    border: 0;
    background: none;
    color: var(--tl-accent);
    cursor: pointer;
    font: inherit;
    font-weight: 600;
    text-align: start;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  dialog {
    inline-size: var(--tl-dialog-width, min(52rem, calc(100vw - 2rem)));
    max-inline-size: none;
    max-block-size: min(48rem, calc(100dvh - 2rem));
    padding: 0;
    border: 1px solid var(--tl-line-color);
    border-radius: var(--tl-radius-large);
    background: var(--tl-raised);
    color: var(--tl-text);
    font: var(--tl-size-body) / var(--tl-line) var(--tl-font);
    box-shadow: var(--tl-shadow);
    overflow: hidden;
  }

  dialog::backdrop {
    background: var(--tl-backdrop);
  }

  .frame {
    display: flex;
    flex-direction: column;
    max-block-size: inherit;
  }

  .frame header {
    display: flex;
    flex: none;
    gap: var(--tl-space-4);
    align-items: center;
    justify-content: space-between;
    padding: var(--tl-space-3) var(--tl-space-4);
    border-block-end: 1px solid var(--tl-line-color);
  }

  .frame h2 {
    margin: 0;
    font-size: var(--tl-size-lead);
    font-weight: 650;
    overflow-wrap: anywhere;
  }

  .content {
    padding: var(--tl-space-4);
    overflow: hidden auto;
    overflow-wrap: anywhere;
  }

  .content ::slotted(:first-child) {
    margin-block-start: 0;
  }

  .content ::slotted(:last-child) {
    margin-block-end: 0;
  }

  .content:focus-visible {
    outline-offset: -3px;
  }

  .close {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 2.25rem;
    block-size: 2.25rem;
    padding: 0;
    border: 0;
    border-radius: var(--tl-radius);
    background: none;
    color: inherit;
    cursor: pointer;
  }

  .close:hover {
    background: var(--tl-accent-soft);
  }

  .close svg {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    fill: none;
    stroke: currentcolor;
    stroke-linecap: round;
    stroke-width: 2;
  }
`;
