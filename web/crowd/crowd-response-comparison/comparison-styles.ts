import { css } from "lit";

/** What a comparison has beyond responses and their bar. */
export const comparisonStyles = css`
  .conversation {
    display: grid;
    gap: var(--tl-space-2);
    margin-block-end: var(--tl-space-4);
  }

  .turn {
    max-inline-size: 80ch;
    padding: var(--tl-space-2) var(--tl-space-4) var(--tl-space-3);
    border-inline-start: 3px solid var(--tl-accent);
    border-radius: var(--tl-radius);
    background: var(--tl-sunken);
  }

  .turn.model {
    border-inline-start-color: var(--tl-control-line);
    background: var(--tl-surface);
    box-shadow: inset 0 0 0 1px var(--tl-line-color);
  }

  .turn.system {
    border-inline-start-color: var(--tl-line-color);
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
  }

  .views {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tl-space-2) var(--tl-space-3);
    align-items: center;
    min-block-size: 2.75rem;
    margin-block-end: var(--tl-space-2);
  }

  .views .hint {
    margin-inline-start: auto;
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
  }

  .views select,
  .remark input,
  .demonstration textarea {
    min-block-size: 2.25rem;
    padding: 0.3125rem 0.6875rem;
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    font: inherit;
  }

  .body {
    border-radius: var(--tl-radius);
  }

  .body:focus-visible {
    outline-offset: 4px;
  }

  .response > .head .link,
  .demonstration .link {
    margin-inline-start: auto;
  }

  .link {
    min-block-size: 2rem;
    padding: 0 var(--tl-space-1);
    border: 0;
    background: none;
    color: var(--tl-accent);
    cursor: pointer;
    font: inherit;
    font-size: var(--tl-size-small);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .action,
  .toggle {
    flex: none;
    min-block-size: 2.25rem;
    padding: 0 var(--tl-space-3);
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    cursor: pointer;
    font: inherit;
    font-weight: 600;
  }

  .action {
    border-color: var(--tl-accent);
    color: var(--tl-accent);
  }

  .action:hover,
  .toggle:hover {
    background: var(--tl-accent-soft);
  }

  .toggle[aria-pressed="true"] {
    border-color: var(--tl-accent);
    background: var(--tl-accent-soft);
  }

  .ratings {
    display: grid;
    gap: var(--tl-space-2) var(--tl-space-5);
    grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr));
    margin-block-start: var(--tl-space-3);
    padding-block-start: var(--tl-space-3);
    border-block-start: 1px solid var(--tl-line-color);
  }

  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    margin-block-end: var(--tl-space-1);
    font-size: var(--tl-size-small);
    font-weight: 600;
  }

  .steps {
    display: flex;
  }

  .steps label {
    flex: 1 1 1.5rem;
    min-inline-size: 0;
  }

  .steps input,
  .choice input {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: 0;
    opacity: 0;
  }

  .steps span,
  .choice span {
    display: flex;
    align-items: center;
    justify-content: center;
    min-block-size: 2.125rem;
    border: 1px solid var(--tl-control-line);
    background: var(--tl-surface);
    color: var(--tl-text);
    cursor: pointer;
    font-variant-numeric: tabular-nums;
  }

  .steps label {
    position: relative;
    margin-inline-end: -1px;
  }

  .steps label:first-child span {
    border-start-start-radius: var(--tl-radius);
    border-end-start-radius: var(--tl-radius);
  }

  .steps label:last-child span {
    border-start-end-radius: var(--tl-radius);
    border-end-end-radius: var(--tl-radius);
  }

  :is(.steps, .choice) span:hover {
    background: var(--tl-accent-soft);
  }

  :is(.steps, .choice) input:checked + span {
    border-color: var(--tl-accent);
    background: var(--tl-accent);
    color: var(--tl-on-accent);
    font-weight: 650;
  }

  :is(.steps, .choice) input:focus-visible + span {
    outline: 2px solid var(--tl-focus);
    outline-offset: 2px;
  }

  fieldset:disabled span {
    color: var(--tl-text-quiet);
    cursor: not-allowed;
  }

  .ends {
    display: flex;
    gap: var(--tl-space-2);
    justify-content: space-between;
    color: var(--tl-text-quiet);
    font-size: 0.75rem;
  }

  .preference {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tl-space-2);
  }

  .preference legend {
    float: inline-start;
    inline-size: 100%;
    margin: 0;
  }

  .choice {
    position: relative;
    flex: 1 1 6rem;
  }

  .choice span {
    gap: var(--tl-space-2);
    min-block-size: 2.75rem;
    padding: var(--tl-space-1) var(--tl-space-2);
    border-radius: var(--tl-radius);
    text-align: center;
    line-height: 1.2;
  }

  kbd {
    padding: 0 0.3rem;
    border: 1px solid currentcolor;
    border-radius: 4px;
    font-family: inherit;
    font-size: 0.75rem;
    opacity: 0.75;
  }

  .comments {
    display: grid;
    gap: var(--tl-space-1);
    margin: var(--tl-space-3) 0 0;
    padding: 0;
    list-style: none;
  }

  .comments li {
    display: flex;
    gap: var(--tl-space-2);
    align-items: start;
    justify-content: space-between;
    padding: var(--tl-space-1) var(--tl-space-1) var(--tl-space-1) var(--tl-space-3);
    border-radius: var(--tl-radius);
    background: var(--mark);
  }

  .comments div {
    min-inline-size: 0;
  }

  .comments q {
    display: block;
    font-size: var(--tl-size-small);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .comments p {
    margin: 0;
    overflow-wrap: anywhere;
  }

  .quiet {
    flex: none;
    min-inline-size: 2rem;
    min-block-size: 2rem;
    padding: 0;
    border: 0;
    border-radius: var(--tl-radius);
    background: none;
    color: var(--tl-text);
    cursor: pointer;
    font: inherit;
    font-size: 1.125rem;
  }

  .remark {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tl-space-2);
    align-items: center;
    padding: var(--tl-space-2) var(--tl-space-4);
    border: 1px solid var(--tl-accent);
    border-radius: var(--tl-radius);
    background: var(--tl-raised);
    box-shadow: var(--tl-shadow);
  }

  .remark q {
    flex: 1 1 8rem;
    min-inline-size: 0;
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .remark input {
    flex: 3 1 12rem;
    min-inline-size: 0;
  }

  .foot {
    position: sticky;
    inset-block-end: 0;
    z-index: 3;
    margin-block-start: var(--tl-space-4);
  }

  .foot .bar {
    position: static;
    margin: 0;
  }

  .floating {
    position: absolute;
    inset-inline: 0;
    inset-block-end: calc(100% + var(--tl-space-2));
  }

  .demonstration {
    margin-block-start: var(--tl-space-4);
  }

  .demonstration header {
    display: flex;
    gap: var(--tl-space-3);
    align-items: center;
    margin-block-end: var(--tl-space-1);
  }

  .demonstration h2 {
    margin: 0;
    font-size: var(--tl-size-body);
    font-weight: 650;
  }

  .demonstration textarea {
    display: block;
    inline-size: 100%;
    max-inline-size: 80ch;
    max-block-size: 60vh;
    field-sizing: content;
    line-height: 1.6;
    resize: vertical;
  }

  .demonstration textarea[aria-invalid="true"] {
    border-color: var(--tl-danger);
  }

  details {
    margin-block-start: var(--tl-space-2);
  }

  summary {
    color: var(--tl-text-quiet);
    cursor: pointer;
    font-size: var(--tl-size-small);
  }

  .after {
    display: flex;
    gap: var(--tl-space-3);
    align-items: center;
    margin-block-start: var(--tl-space-3);
  }

  .after p {
    margin: 0;
  }

  @media (hover: none) {
    kbd,
    .views .hint {
      display: none;
    }
  }

  @media (pointer: coarse) {
    .steps span,
    .quiet,
    .link {
      min-block-size: 2.75rem;
    }
  }

  @media print {
    .foot {
      position: static;
    }
  }
`;
