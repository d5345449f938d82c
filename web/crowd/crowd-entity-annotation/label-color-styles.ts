import { css, unsafeCSS } from "lit";
import { labelColors } from "../text-spans/label-colors.js";

const colors = labelColors.map(({ light, dark }, index) => `--label-${index}: light-dark(${light}, ${dark});`);

/** The colours of labels, by number. */
export const labelColorStyles = css`
  :host {
    ${unsafeCSS(colors.join(" "))}
  }
`;
