import { css } from "lit";

/** Comments on stretches of responses, and the better answer a worker writes. */
export const remarkStyles = css`
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
`;
