import { css } from "lit";

/** The close button of a notice: small, in the colour of its text. */
export const smallCloseStyles = css`
  .close {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    padding: 0;
    border: 0;
    border-radius: var(--tl-radius);
    background: none;
    color: inherit;
    cursor: pointer;
  }

  .close svg {
    inline-size: 1.125rem;
    block-size: 1.125rem;
    fill: none;
    stroke: currentcolor;
    stroke-linecap: round;
    stroke-width: 2;
  }
`;
