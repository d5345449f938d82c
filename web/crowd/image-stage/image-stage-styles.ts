import { css } from "lit";

export const imageStageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    block-size: min(70vh, 56rem);
    min-block-size: 15rem;
    border: 1px solid var(--tl-line-color);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    overflow: hidden;
  }

  .screen {
    position: relative;
    flex: 1;
    min-block-size: 0;
    background: var(--tl-sunken);
    overflow: hidden;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
  }

  canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }

  .marks:focus-visible {
    outline-offset: -2px;
  }

  .crosshair {
    position: absolute;
    pointer-events: none;
    background: #fff;
    box-shadow: 0 0 0 1px rgb(0 0 0 / 40%);
    visibility: hidden;
  }

  .crosshair.across {
    inset: 0 0 auto;
    block-size: 1px;
  }

  .crosshair.down {
    inset: 0 auto 0 0;
    inline-size: 1px;
  }

  .notice {
    position: absolute;
    inset: 0;
    display: grid;
    align-content: center;
    justify-items: center;
    gap: var(--tl-space-2);
    padding: var(--tl-space-4);
    text-align: center;
    overflow: auto;
  }

  .notice h3,
  .notice p {
    max-inline-size: 34rem;
    margin: 0;
    overflow-wrap: anywhere;
  }

  .notice h3 {
    font-size: var(--tl-size-lead);
  }

  .notice .quiet {
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
  }

  truthloop-stage-minimap {
    position: absolute;
    inset: auto auto var(--tl-space-2) var(--tl-space-2);
  }

  .filters {
    position: absolute;
    inline-size: 0;
    block-size: 0;
  }
`;
