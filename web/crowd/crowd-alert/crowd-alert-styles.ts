import { css } from "lit";

export const alertStyles = css`
  :host {
    --kind: var(--tl-accent);
    --kind-soft: var(--tl-accent-soft);

    display: block;
    margin-block: var(--tl-space-3);
  }

  :host([type="success"]) {
    --kind: var(--tl-success);
    --kind-soft: var(--tl-success-soft);
  }

  :host([type="warning"]) {
    --kind: var(--tl-warning);
    --kind-soft: var(--tl-warning-soft);
  }

  :host([type="error"]) {
    --kind: var(--tl-danger);
    --kind-soft: var(--tl-danger-soft);
  }

  .alert {
    display: flex;
    gap: var(--tl-space-3);
    align-items: flex-start;
    padding: var(--tl-space-3) var(--tl-space-4);
    border: 1px solid color-mix(in srgb, var(--kind) 35%, transparent);
    border-inline-start: 4px solid var(--kind);
    border-radius: var(--tl-radius);
    background: var(--kind-soft);
    color: var(--tl-text);
  }

  .sign {
    display: inline-flex;
    flex: none;
    align-items: center;
    block-size: 1lh;
    color: var(--kind);
  }

  .text {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .text ::slotted(:first-child) {
    margin-block-start: 0;
  }

  .text ::slotted(:last-child) {
    margin-block-end: 0;
  }
`;
