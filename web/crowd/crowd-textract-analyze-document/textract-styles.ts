import { css } from "lit";

export const textractStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--tl-text);
    font: var(--tl-size-body) / var(--tl-line) var(--tl-font);
  }

  h2 {
    margin: 0 0 var(--tl-space-3);
    font-size: var(--tl-size-lead);
    line-height: 1.35;
    text-wrap: balance;
  }

  .work {
    display: grid;
    grid-template: "stage" minmax(15rem, 45dvh) "side" auto / minmax(0, 1fr);
    border: 1px solid var(--tl-line-color);
    border-radius: var(--tl-radius-large);
    background: var(--tl-surface);
    overflow: hidden;
  }

  truthloop-image-stage {
    grid-area: stage;
    block-size: auto;
    border: 0;
    border-radius: 0;
  }

  .side {
    grid-area: side;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    border-block-start: 1px solid var(--tl-line-color);
  }

  .top {
    display: flex;
    flex: none;
    gap: var(--tl-space-2);
    align-items: baseline;
    justify-content: space-between;
    padding: var(--tl-space-2) var(--tl-space-3);
    border-block-end: 1px solid var(--tl-line-color);
  }

  h3 {
    margin: 0;
    font-size: var(--tl-size-body);
    font-weight: 650;
  }

  .quiet {
    margin: 0;
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
    font-variant-numeric: tabular-nums;
  }

  ol {
    flex: 1;
    margin: 0;
    padding: 0;
    list-style: none;
    overflow: auto;
  }

  .pair {
    display: grid;
    gap: var(--tl-space-1);
    padding: var(--tl-space-2) var(--tl-space-3);
    border-block-end: 1px solid var(--tl-line-color);
    border-inline-start: 3px solid transparent;
  }

  .pair.selected {
    border-inline-start-color: var(--tl-accent);
    background: var(--tl-accent-soft);
  }

  .pair.wanting {
    border-inline-start-color: var(--tl-danger);
  }

  .line {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tl-space-1) var(--tl-space-3);
    align-items: baseline;
  }

  .key {
    flex: 1;
    min-inline-size: 6rem;
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .refused span.key {
    color: var(--tl-text-quiet);
    text-decoration: line-through;
  }

  .badge {
    flex: none;
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
    font-variant-numeric: tabular-nums;
  }

  .badge.asked {
    color: var(--tl-warning);
    font-weight: 600;
  }

  input[type="text"],
  textarea {
    inline-size: 100%;
    min-block-size: 2.25rem;
    margin: 0;
    padding: 0.3rem 0.5rem;
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: inherit;
    font: inherit;
  }

  textarea {
    max-block-size: 9rem;
    resize: vertical;
    field-sizing: content;
  }

  textarea:disabled,
  input:disabled {
    background: var(--tl-sunken);
  }

  textarea[aria-invalid="true"] {
    border-color: var(--tl-danger);
  }

  .says label {
    display: inline-flex;
    gap: var(--tl-space-1);
    align-items: center;
    min-block-size: 1.75rem;
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
    cursor: pointer;
  }

  .says input {
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0;
    accent-color: var(--tl-accent);
  }

  .link {
    min-block-size: 1.75rem;
    margin-inline-start: auto;
    padding: 0;
    border: 0;
    background: none;
    color: var(--tl-danger);
    cursor: pointer;
    font: inherit;
    font-size: var(--tl-size-small);
    text-decoration: underline;
  }

  .box {
    min-block-size: 2rem;
    padding: 0 0.625rem;
    border: 2px solid;
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: light-dark(#1d5fc4, #7fb0ff);
    cursor: pointer;
    font: inherit;
    font-size: var(--tl-size-small);
  }

  .box.value {
    border-style: dashed;
    color: light-dark(#0a7a43, #6fd49b);
  }

  .box[aria-pressed="true"] {
    background: var(--tl-accent-soft);
    box-shadow: inset 0 0 0 1px;
  }

  .end {
    flex: none;
    padding: var(--tl-space-2) var(--tl-space-3);
    border-block-start: 1px solid var(--tl-line-color);
  }

  @container (min-width: 46rem) {
    .work {
      grid-template: "stage side" clamp(24rem, calc(100dvh - 11rem), 90rem) / minmax(0, 1fr) clamp(17rem, 34%, 26rem);
    }

    .side {
      border-block-start: 0;
      border-inline-start: 1px solid var(--tl-line-color);
    }
  }
`;
