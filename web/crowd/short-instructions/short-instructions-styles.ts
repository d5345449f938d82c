import { css } from "lit";

export const shortInstructionsStyles = css`
  :host {
    display: contents;
  }

  .inline {
    margin-block: var(--tl-space-3);
  }

  .panel {
    position: fixed;
    inset-block: 0;
    inset-inline: 0 auto;
    flex-direction: column;
    inline-size: var(--tl-panel-width);
    block-size: auto;
    margin: 0;
    padding: 0;
    border: 0;
    border-inline-end: 1px solid var(--tl-line-color);
    background: var(--tl-ground);
    color: var(--tl-text);
    font: var(--tl-size-body) / var(--tl-line) var(--tl-font);
  }

  .panel:popover-open {
    display: flex;
  }

  .panel.folded {
    inline-size: var(--tl-panel-rail);
  }

  .fold {
    display: flex;
    flex: none;
    gap: var(--tl-space-2);
    align-items: center;
    justify-content: space-between;
    min-block-size: 3rem;
    padding: 0 var(--tl-space-4);
    border: 0;
    background: none;
    color: var(--tl-text);
    cursor: pointer;
    font: inherit;
    font-weight: 650;
    text-align: start;
  }

  .fold:hover {
    background: var(--tl-accent-soft);
  }

  .fold:focus-visible,
  .content:focus-visible {
    outline-offset: -3px;
  }

  .fold svg {
    flex: none;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    fill: none;
    stroke: var(--tl-text-quiet);
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 2;
  }

  .folded .fold {
    flex: 1;
    flex-direction: column-reverse;
    justify-content: flex-end;
    padding: var(--tl-space-4) 0;
  }

  .folded .fold svg {
    transform: scaleX(-1);
  }

  .folded .title {
    writing-mode: vertical-rl;
  }

  .content {
    flex: 1;
    padding: 0 var(--tl-space-4) var(--tl-space-4);
    overflow: hidden auto;
    overflow-wrap: anywhere;
  }

  .content[hidden] {
    display: none;
  }

  .text ::slotted(*) {
    max-inline-size: 100%;
  }

  .text ::slotted(:first-child) {
    margin-block-start: 0;
  }

  .more {
    margin-block-start: var(--tl-space-4);
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

  @media (max-width: 47.99rem) {
    .panel,
    .panel.folded {
      inset-block: 0 auto;
      inset-inline: 0;
      inline-size: auto;
      max-block-size: 75vh;
      border-inline-end: 0;
      border-block-end: 1px solid var(--tl-line-color);
    }

    .panel.open {
      box-shadow: var(--tl-shadow);
    }

    .fold,
    .folded .fold {
      flex: none;
      flex-direction: row;
      justify-content: space-between;
      min-block-size: 2.75rem;
      padding: 0 var(--tl-space-4);
    }

    .fold svg {
      transform: rotate(90deg);
    }

    .folded .fold svg {
      transform: rotate(-90deg);
    }

    .folded .title {
      writing-mode: horizontal-tb;
    }
  }

  @media print {
    .panel,
    .panel.folded {
      position: static;
      inline-size: auto;
    }
  }
`;
