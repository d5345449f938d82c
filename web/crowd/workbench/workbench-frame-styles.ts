import { css } from "lit";

/** Tools left, picture, objects right; on a narrow screen tools above and objects below. */
export const workbenchFrameStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--tl-text);
    font: var(--tl-size-body) / var(--tl-line) var(--tl-font);
  }

  .frame {
    display: grid;
    grid-template: "labels labels labels" auto "bar stage side" minmax(0, 1fr) "status status status" auto / auto minmax(
        0,
        1fr
      ) 15.5rem;
    block-size: var(--tl-workbench-height, clamp(24rem, calc(100dvh - 9.5rem), 120rem));
    border: 1px solid var(--tl-line-color);
    border-radius: var(--tl-radius-large);
    background: var(--tl-surface);
    overflow: hidden;
  }

  .folded {
    grid-template-columns: auto minmax(0, 1fr) 2.5rem;
  }

  .labels {
    grid-area: labels;
    min-inline-size: 0;
    border-block-end: 1px solid var(--tl-line-color);
  }

  .bar {
    grid-area: bar;
    min-block-size: 0;
    border-inline-end: 1px solid var(--tl-line-color);
    overflow: hidden auto;
    scrollbar-width: none;
  }

  .stage {
    position: relative;
    grid-area: stage;
    min-inline-size: 0;
    min-block-size: 0;
    background: var(--tl-sunken);
    overflow: hidden;
  }

  .side {
    display: flex;
    flex-direction: column;
    grid-area: side;
    min-inline-size: 0;
    min-block-size: 0;
    border-inline-start: 1px solid var(--tl-line-color);
  }

  .fold {
    display: flex;
    flex: none;
    gap: var(--tl-space-2);
    align-items: center;
    justify-content: space-between;
    min-block-size: 2.5rem;
    padding: 0 var(--tl-space-3);
    border: 0;
    background: none;
    color: var(--tl-text);
    cursor: pointer;
    font: inherit;
    font-size: var(--tl-size-small);
    font-weight: 650;
    text-align: start;
  }

  .fold:hover {
    background: var(--tl-sunken);
  }

  .fold:focus-visible {
    outline-offset: -3px;
  }

  .fold svg {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
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
    padding: var(--tl-space-3) 0;
  }

  .folded .fold span {
    writing-mode: vertical-rl;
  }

  .folded .fold svg {
    transform: scaleX(-1);
  }

  .content {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
  }

  .content[hidden] {
    display: none;
  }

  .status {
    grid-area: status;
    min-inline-size: 0;
    border-block-start: 1px solid var(--tl-line-color);
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
  }

  @container (max-width: 47.99rem) {
    .frame,
    .folded {
      grid-template:
        "labels" auto
        "bar" auto
        "stage" minmax(15rem, 1fr)
        "status" auto
        "side" auto / minmax(0, 1fr);
      block-size: auto;
    }

    .stage {
      block-size: var(--tl-stage-height, clamp(15rem, 60dvh, 40rem));
    }

    .labels {
      overflow: hidden;
    }

    .bar {
      --tl-bar-direction: row;
      --tl-bar-paired: flex;
      --tl-bar-rule-block: 0;
      --tl-bar-rule-inline: var(--tl-space-1);
      --tl-bar-line-block: 0;
      --tl-bar-line-inline: 1px;

      border-inline-end: 0;
      border-block-end: 1px solid var(--tl-line-color);
      overflow: auto hidden;
    }

    .side {
      border-inline-start: 0;
      border-block-start: 1px solid var(--tl-line-color);
    }

    .fold,
    .folded .fold {
      flex: none;
      flex-direction: row;
      justify-content: space-between;
      min-block-size: 2.75rem;
      padding: 0 var(--tl-space-3);
    }

    .folded .fold span {
      writing-mode: horizontal-tb;
    }

    .fold svg {
      transform: rotate(-90deg);
    }

    .folded .fold svg {
      transform: rotate(90deg);
    }

    .content {
      block-size: 15rem;
    }
  }
`;
