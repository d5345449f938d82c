import { css } from "lit";

export const buttonStyles = css`
  :host {
    display: inline-block;
    margin-block: var(--tl-space-1);
    vertical-align: middle;
  }

  .button {
    display: inline-flex;
    gap: var(--tl-space-2);
    align-items: center;
    justify-content: center;
    inline-size: 100%;
    min-block-size: var(--tl-control-height);
    padding: 0.375rem var(--tl-space-4);
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    cursor: pointer;
    font: inherit;
    font-weight: 600;
    line-height: 1.3;
    text-align: center;
    text-decoration: none;
    transition: background var(--tl-quick);
  }

  .button:hover {
    border-color: var(--tl-accent);
    background: var(--tl-accent-soft);
  }

  :host([variant="primary"]) .button {
    border-color: var(--tl-accent);
    background: var(--tl-accent);
    color: var(--tl-on-accent);
  }

  :host([variant="primary"]) .button:hover {
    border-color: var(--tl-accent-strong);
    background: var(--tl-accent-strong);
  }

  :host([variant="link"]) .button,
  :host([variant="icon"]) .button {
    border-color: transparent;
    background: none;
    color: var(--tl-accent);
  }

  :host([variant="link"]) .button {
    padding-inline: var(--tl-space-2);
  }

  :host([variant="link"]) .button:hover {
    text-decoration: underline;
  }

  :host([variant="icon"]) .button {
    min-inline-size: var(--tl-control-height);
    padding: 0.375rem;
  }

  :host([variant="icon"]) .button:hover {
    background: var(--tl-accent-soft);
  }

  :host([variant]) .button:disabled {
    border-color: var(--tl-line-color);
    background: var(--tl-sunken);
    color: var(--tl-text-quiet);
    cursor: not-allowed;
    text-decoration: none;
  }

  :host([icon-align="right"]) .button {
    flex-direction: row-reverse;
  }

  .spinner {
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    border: 2px solid currentcolor;
    border-block-start-color: transparent;
    border-radius: 50%;
    animation: turn 0.8s linear infinite;
  }

  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 4s;
    }
  }
`;
