import { css } from "lit";

export const attributePanelStyles = css`
  :host {
    display: block;
    flex: none;
    max-block-size: 50%;
    border-block-start: 1px solid var(--tl-line-color);
    font-size: var(--tl-size-small);
    overflow: hidden auto;
  }

  .panel {
    display: grid;
    gap: var(--tl-space-2);
    padding: var(--tl-space-3);
  }

  h3 {
    margin: 0;
    font-size: inherit;
    font-weight: 650;
    overflow-wrap: anywhere;
  }

  label {
    display: grid;
    gap: 2px;
    color: var(--tl-text-quiet);
  }

  .required span::after {
    content: " *";
    color: var(--tl-danger);
  }

  .asked {
    margin: calc(-1 * var(--tl-space-2));
    padding: var(--tl-space-2);
    border-radius: var(--tl-radius);
    outline: 2px solid var(--tl-accent);
    color: var(--tl-text);
  }

  .digits {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tl-space-1) var(--tl-space-3);
  }

  .digits kbd {
    margin-inline-end: var(--tl-space-1);
    padding: 0 0.35em;
    border: 1px solid var(--tl-line-color);
    border-radius: var(--tl-radius);
    font: inherit;
    font-variant-numeric: tabular-nums;
  }

  input,
  select {
    inline-size: 100%;
    min-block-size: 2rem;
    padding: 0 var(--tl-space-2);
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    font: inherit;
  }

  .relation {
    display: flex;
    gap: var(--tl-space-2);
    align-items: center;
    justify-content: space-between;
    overflow-wrap: anywhere;
  }

  button {
    flex: none;
    inline-size: 1.75rem;
    block-size: 1.75rem;
    padding: 0;
    border: 0;
    border-radius: var(--tl-radius);
    background: none;
    color: var(--tl-text-quiet);
    cursor: pointer;
    font: inherit;
    font-size: 1rem;
  }

  button:hover:enabled {
    background: var(--tl-sunken);
    color: var(--tl-text);
  }
`;
