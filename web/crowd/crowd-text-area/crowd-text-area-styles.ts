import { css } from "lit";

export const textAreaStyles = css`
  .field {
    --frame: calc(0.875rem + 2px);

    field-sizing: content;
    min-block-size: calc(var(--rows) * 1lh + var(--frame));
    max-block-size: calc(var(--max-rows, 1000) * 1lh + var(--frame));
    overflow-y: auto;
    resize: vertical;
  }
`;
