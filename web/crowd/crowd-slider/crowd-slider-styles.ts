import { css } from "lit";

export const sliderStyles = css`
  :host {
    display: block;
    max-inline-size: 36rem;
    margin-block: var(--tl-space-2);
    color: var(--tl-text);
  }

  .slider {
    --knob: 1.25rem;

    display: flex;
    gap: var(--tl-space-4);
    align-items: flex-start;
  }

  .rail {
    position: relative;
    flex: 1;
    min-inline-size: 8rem;
  }

  input[type="range"] {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 1.5rem;
    margin: 0;
    border-radius: var(--tl-radius);
    background: none;
    cursor: pointer;
  }

  input[type="range"]:disabled {
    cursor: not-allowed;
    opacity: 0.55;
  }

  input[type="range"]::-webkit-slider-runnable-track {
    block-size: 0.375rem;
    border-radius: 1rem;
    background:
      linear-gradient(var(--tl-accent), var(--tl-accent)) 0 / calc(var(--share) * 100%) no-repeat,
      linear-gradient(var(--crowd-slider-secondary-color, var(--tl-accent-soft)) 0 0) 0 / calc(var(--secondary) * 100%)
        no-repeat,
      var(--tl-control-line);
  }

  input[type="range"]::-moz-range-track {
    block-size: 0.375rem;
    border-radius: 1rem;
    background: var(--tl-control-line);
  }

  input[type="range"]::-moz-range-progress {
    block-size: 0.375rem;
    border-radius: 1rem;
    background: var(--tl-accent);
  }

  input[type="range"]::-webkit-slider-thumb {
    appearance: none;
    inline-size: var(--knob);
    block-size: var(--knob);
    margin-block-start: calc((0.375rem - var(--knob)) / 2);
    border: 2px solid var(--tl-surface);
    border-radius: 50%;
    background: var(--tl-accent);
    box-shadow: 0 0 0 1px var(--tl-accent);
  }

  input[type="range"]::-moz-range-thumb {
    inline-size: var(--knob);
    block-size: var(--knob);
    border: 2px solid var(--tl-surface);
    border-radius: 50%;
    background: var(--tl-accent);
    box-shadow: 0 0 0 1px var(--tl-accent);
  }

  .untouched input[type="range"]::-webkit-slider-thumb {
    background: var(--tl-surface);
  }

  .untouched input[type="range"]::-moz-range-thumb {
    background: var(--tl-surface);
  }

  .ends {
    display: flex;
    justify-content: space-between;
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
    font-variant-numeric: tabular-nums;
  }

  .marks {
    position: relative;
    display: grid;
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
    line-height: 1.3;
  }

  /* All lie in one cell: the row is as high as the highest, and each stands under its place on the rail. */
  .marks span {
    position: relative;
    inset-inline-start: calc(100% * var(--at));
    grid-area: 1 / 1;
    inline-size: max-content;
    max-inline-size: 6.5rem;
    overflow-wrap: anywhere;
    text-align: center;
    translate: calc(-100% * var(--at)) 0;
  }

  .pin {
    position: absolute;
    inset-block-end: 100%;
    inset-inline-start: calc(var(--knob) / 2 + (100% - var(--knob)) * var(--share));
    z-index: 1;
    padding: 0 var(--tl-space-2);
    border-radius: var(--tl-radius);
    background: var(--tl-accent);
    color: var(--tl-on-accent);
    font-size: var(--tl-size-small);
    font-weight: 600;
    visibility: hidden;
    transform: translateX(-50%);
  }

  .rail:focus-within .pin,
  .rail:hover .pin {
    visibility: visible;
  }

  output,
  .exact {
    flex: none;
    min-inline-size: 2.5rem;
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }

  .exact {
    inline-size: 5.5rem;
    padding: 0.1875rem var(--tl-space-2);
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    font: inherit;
  }
`;
