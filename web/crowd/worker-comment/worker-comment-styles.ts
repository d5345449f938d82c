import { css } from "lit";

export const workerCommentStyles = css`
  :host {
    display: block;
  }

  dialog {
    inline-size: min(34rem, calc(100vw - 2rem));
  }

  .preview {
    margin: 0;
    padding-inline-start: var(--tl-space-3);
    border-inline-start: 3px solid var(--tl-line-color);
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  .about {
    margin-block-end: var(--tl-space-3);
  }

  .field {
    box-sizing: border-box;
    inline-size: 100%;
  }

  .end {
    display: flex;
    justify-content: flex-end;
    margin-block-start: var(--tl-space-3);
  }
`;
