import { css } from "lit";

export const imageViewStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  .view {
    position: relative;
    inline-size: 100%;
    min-block-size: 12rem;
    max-block-size: 72vh;
    border-radius: var(--tl-radius);
    background: var(--tl-sunken);
    overflow: hidden;
    touch-action: pan-x pan-y;
  }

  .zoomed {
    cursor: grab;
    touch-action: none;
  }

  .zoomed:active {
    cursor: grabbing;
  }

  .layer {
    position: absolute;
    inset: 0 auto auto 0;
    transform-origin: 0 0;
    user-select: none;
  }

  .picture,
  .mask,
  .boxes {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    max-inline-size: none;
  }

  /* Earlier labels are in stored pixels, whatever way the camera was held. */
  .stored {
    image-orientation: none;
  }

  .mask {
    filter: url("#clear-white");
    image-rendering: pixelated;
    opacity: 0.6;
  }

  .filter {
    position: absolute;
    inline-size: 0;
    block-size: 0;
  }

  rect {
    fill: none;
    stroke-width: 2.5px;
    vector-effect: non-scaling-stroke;
  }

  .halo {
    stroke: rgb(0 0 0 / 65%);
    stroke-width: 5px;
  }

  .chip {
    position: absolute;
    max-inline-size: 12rem;
    padding: 0 0.375rem;
    border-inline-start: 0.375rem solid;
    background: rgb(15 20 28 / 88%);
    color: #fff;
    font-size: var(--tl-size-small);
    line-height: 1.4;
    overflow: hidden;
    pointer-events: none;
    text-overflow: ellipsis;
    transform: translateY(-100%);
    white-space: nowrap;
  }

  .below {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tl-space-2) var(--tl-space-4);
    align-items: center;
    justify-content: space-between;
    margin-block-start: var(--tl-space-2);
  }

  /* Under the image and not on it: nothing to be looked at is ever covered. */
  .tools {
    display: flex;
    margin-inline-start: auto;
    border: 1px solid var(--tl-line-color);
    border-radius: var(--tl-radius);
    overflow: hidden;
  }

  .tools button {
    display: grid;
    place-items: center;
    inline-size: 2.5rem;
    block-size: 2.25rem;
    padding: 0;
    border: 0;
    background: var(--tl-surface);
    color: var(--tl-text);
    cursor: pointer;
  }

  .tools button:hover:enabled {
    background: var(--tl-accent-soft);
    color: var(--tl-accent);
  }

  .tools button:disabled {
    color: var(--tl-control-line);
    cursor: default;
  }

  .tools button:focus-visible,
  .view:focus-visible {
    outline-offset: -2px;
  }

  .failure {
    display: grid;
    place-content: center;
    place-items: center;
    min-block-size: 12rem;
    padding: var(--tl-space-4);
    color: var(--tl-danger);
    text-align: center;
  }

  .failure p {
    margin: 0 0 var(--tl-space-3);
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tl-space-1) var(--tl-space-4);
    margin: 0;
    padding: 0;
    font-size: var(--tl-size-small);
    list-style: none;
  }

  .swatch {
    display: inline-block;
    inline-size: 0.875em;
    block-size: 0.875em;
    margin-inline-end: 0.4em;
    border: 1px solid var(--tl-control-line);
    border-radius: 3px;
    vertical-align: -0.1em;
  }
`;
