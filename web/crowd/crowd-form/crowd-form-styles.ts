import { css } from "lit";

export const crowdFormStyles = css`
  :host {
    display: block;
  }

  .end {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tl-space-2) var(--tl-space-4);
    align-items: center;
    margin-block-start: var(--tl-space-4);
  }

  .notice {
    margin: 0;
    padding: var(--tl-space-2) var(--tl-space-3);
    border-radius: var(--tl-radius);
    background: var(--tl-danger-soft);
    color: var(--tl-danger);
  }

  .saved {
    margin: 0;
    color: var(--tl-success);
    font-weight: 600;
  }

  .notice:empty {
    display: none;
  }

  .bubble {
    position: fixed;
    inset: auto;
    max-inline-size: min(20rem, calc(100vw - 1.5rem));
    margin: 0;
    padding: var(--tl-space-2) var(--tl-space-3);
    border: 1px solid var(--tl-danger);
    border-radius: var(--tl-radius);
    background: var(--tl-danger-soft);
    color: var(--tl-danger);
    font-size: var(--tl-size-small);
    font-weight: 600;
    box-shadow: var(--tl-shadow);
  }
`;
