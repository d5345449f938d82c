import { css } from "lit";

/** The text itself, its marks, tags, handles and caret. */
export const labelledTextStyles = css`
  .passage {
    position: relative;
    max-block-size: max(18rem, calc(100dvh - 15rem));
    padding: var(--tl-space-3) var(--tl-space-4);
    border: 1px solid var(--tl-control-line);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-text);
    cursor: text;
    font-size: 1.0625rem;
    overflow: hidden auto;
    overscroll-behavior: contain;
    -webkit-user-select: text;
    user-select: text;
  }

  .passage.related {
    padding-block-start: 2.25rem;
  }

  .passage:focus-visible {
    outline-offset: 1px;
  }

  .block {
    content-visibility: auto;
    /* Line breaks and blanks as they are; each line by the direction of its own first letter. */
    white-space: break-spaces;
    unicode-bidi: plaintext;
    text-align: start;
    overflow-wrap: anywhere;
    line-height: calc(1.72em + max(0px, (var(--lanes, 0) - 1) * 5px));
    padding-block-end: calc(var(--lanes, 0) * 5px);
    margin-block-end: calc(var(--lanes, 0) * -5px);
  }

  mark {
    border-radius: 2px;
    -webkit-box-decoration-break: clone;
    box-decoration-break: clone;
    background:
      var(--lines),
      linear-gradient(color-mix(in srgb, var(--tint) 15%, transparent) 0 0);
    color: inherit;
  }

  .bridge {
    -webkit-box-decoration-break: clone;
    box-decoration-break: clone;
    background:
      var(--lines),
      linear-gradient(color-mix(in srgb, var(--tint) 15%, transparent) 0 0);
  }

  mark.picked {
    background:
      var(--lines),
      linear-gradient(color-mix(in srgb, var(--tint) 34%, transparent) 0 0);
  }

  .tag {
    position: relative;
    display: inline-block;
    margin-inline: 2px 3px;
    padding: 0 0.25rem;
    border-radius: 3px;
    background: var(--tint);
    color: var(--tl-surface);
    cursor: pointer;
    font: 700 0.6875rem / 1.0625rem var(--tl-font);
    unicode-bidi: isolate;
    -webkit-user-select: none;
    user-select: none;
    vertical-align: 0.125em;
    white-space: nowrap;
  }

  .tag::before {
    content: attr(data-name);
  }

  .tag.picked {
    box-shadow:
      0 0 0 1.5px var(--tl-surface),
      0 0 0 3px var(--tint);
  }

  .remove {
    position: absolute;
    inset-block-start: -0.875rem;
    inset-inline-end: -0.75rem;
    display: none;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    padding: 0.1875rem;
    z-index: 1;
  }

  .remove::before {
    content: "×" / "";
    display: block;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    border: 1px solid var(--tl-surface);
    border-radius: 50%;
    background: var(--tl-danger);
    color: var(--tl-surface);
    font: 700 0.875rem / 1rem var(--tl-font);
    text-align: center;
  }

  .tag:hover .remove,
  .tag.picked .remove {
    display: block;
  }

  .edge {
    position: relative;
    display: inline-block;
    inline-size: 0;
    block-size: 1.25em;
    vertical-align: text-bottom;
    cursor: ew-resize;
    touch-action: none;
    -webkit-user-select: none;
    user-select: none;
    z-index: 1;
  }

  /* The bar that is seen; its ground, a finger wide, takes the press. */
  .edge::before {
    content: "";
    position: absolute;
    inset-block: -1px;
    inset-inline-start: -2px;
    inline-size: 4px;
    border-radius: 2px;
    background: var(--tl-accent);
  }

  .edge::after {
    content: "";
    position: absolute;
    inset-block: -0.25rem -0.625rem;
    inset-inline: -0.75rem -0.3125rem;
  }

  .edge.end::after {
    inset-inline: -0.3125rem -0.75rem;
  }

  .arcs {
    position: absolute;
    inset: 0 auto auto 0;
    inline-size: 1px;
    block-size: 1px;
    overflow: visible;
    pointer-events: none;
    -webkit-user-select: none;
    user-select: none;
  }

  .arcs path {
    fill: none;
    stroke: var(--tl-text-quiet);
    stroke-width: 1.25;
  }

  .arcs text {
    fill: var(--tl-text);
    font: 600 0.6875rem var(--tl-font);
    paint-order: stroke;
    stroke: var(--tl-surface);
    stroke-linejoin: round;
    stroke-width: 4px;
    text-anchor: middle;
  }

  /* Faint and nameless, so that the words under them stay legible; the list names them all. */
  .arcs .other {
    opacity: 0.4;
  }

  .arcs .other text {
    display: none;
  }

  .arcs .chosen path {
    stroke: var(--tl-accent);
    stroke-width: 2;
  }

  .arcs .chosen text {
    fill: var(--tl-accent);
  }

  .caret {
    position: absolute;
    inline-size: 2px;
    margin-inline-start: -1px;
    background: var(--tl-accent);
    pointer-events: none;
    opacity: 0;
  }

  .caret[hidden] {
    display: none;
  }

  .passage:focus .caret {
    opacity: 1;
    animation: blink 1.1s steps(1) infinite;
  }

  @keyframes blink {
    50% {
      opacity: 0;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .passage:focus .caret {
      animation: none;
    }
  }

  ::highlight(truthloop-selection) {
    background-color: var(--tl-accent);
    color: var(--tl-on-accent);
  }

  @media (pointer: coarse) {
    .edge::after {
      inset-block: -0.5rem -1rem;
      inset-inline: -1.75rem -0.375rem;
    }

    .edge.end::after {
      inset-inline: -0.375rem -1.75rem;
    }

    .tag {
      line-height: 1.375rem;
    }
  }

  @media (forced-colors: active) {
    mark {
      background: none;
      color: CanvasText;
      text-decoration: underline;
    }

    mark.picked {
      background: Highlight;
      color: HighlightText;
    }

    .tag {
      border: 1px solid CanvasText;
      color: CanvasText;
    }
  }
`;
