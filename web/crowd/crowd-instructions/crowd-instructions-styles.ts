import { css } from "lit";

/** Good and bad examples side by side where there is room; their colour is never the only sign. */
export const instructionsStyles = css`
  .page {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr));
    gap: var(--tl-space-4);
    align-items: start;
  }

  .page ::slotted(*) {
    display: block;
    min-inline-size: 0;
  }

  section {
    min-inline-size: 0;
    padding: var(--tl-space-3) var(--tl-space-4);
    border: 1px solid var(--tl-line-color);
    border-block-start: 3px solid var(--tl-success);
    border-radius: var(--tl-radius);
  }

  section.bad {
    border-block-start-color: var(--tl-danger);
  }

  h3 {
    margin: 0 0 var(--tl-space-2);
    color: var(--tl-success);
    font-size: var(--tl-size-body);
  }

  .bad h3 {
    color: var(--tl-danger);
  }

  h3::before {
    content: "✓ " / "";
  }

  .bad h3::before {
    content: "✗ " / "";
  }
`;
