import { css } from "lit";

export const fullInstructionsStyles = css`
  :host {
    display: contents;
  }
`;
