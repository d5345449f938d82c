import { css } from "lit";

/** What all elements look like that work on a picture in a workbench: a heading, and the picture filling its place. */
export const imageToolStyles = css`
  :host {
    display: block;
    margin-block: var(--tl-space-2) var(--tl-space-4);
    color: var(--tl-text);
  }

  h2 {
    margin: 0 0 var(--tl-space-2);
    font-size: var(--tl-size-lead);
    font-weight: 650;
    line-height: 1.3;
    text-wrap: balance;
  }

  truthloop-image-stage {
    block-size: 100%;
    min-block-size: 0;
    border: 0;
    border-radius: 0;
  }
`;
