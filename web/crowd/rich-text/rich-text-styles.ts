import { css } from "lit";

/** Running text: a readable measure, quiet headings, code that scrolls by itself, colours of code in both themes. */
export const richTextStyles = css`
  .prose {
    max-inline-size: 72ch;
    overflow-wrap: anywhere;
    line-height: 1.6;
  }

  .prose.plain {
    white-space: pre-wrap;
  }

  .prose > :first-child {
    margin-block-start: 0;
  }

  .prose > :last-child {
    margin-block-end: 0;
  }

  .prose :is(p, ul, ol, blockquote, pre, table, dl) {
    margin-block: 0 0.75em;
  }

  .prose :is(h1, h2, h3, h4, h5, h6) {
    margin-block: 1em 0.4em;
    font-size: 1.05em;
    font-weight: 650;
    line-height: 1.35;
  }

  .prose :is(h1, h2) {
    font-size: 1.2em;
  }

  .prose :is(ul, ol) {
    padding-inline-start: 1.5em;
  }

  .prose blockquote {
    margin-inline: 0;
    padding-inline-start: 0.875em;
    border-inline-start: 3px solid var(--tl-line-color);
    color: var(--tl-text-quiet);
  }

  .prose :is(code, pre, kbd, samp) {
    border-radius: 4px;
    background: var(--tl-sunken);
    font-family: var(--tl-font-mono);
    font-size: 0.9em;
  }

  .prose code {
    padding: 0.1em 0.3em;
  }

  .prose pre {
    padding: 0.75em 0.875em;
    line-height: 1.5;
    overflow-x: auto;
    overflow-wrap: normal;
    tab-size: 4;
  }

  .prose pre code {
    padding: 0;
    background: none;
    font-size: 1em;
  }

  .prose table {
    display: block;
    border-collapse: collapse;
    overflow-x: auto;
  }

  .prose :is(th, td) {
    padding: 0.3em 0.7em;
    border: 1px solid var(--tl-line-color);
    text-align: start;
  }

  .prose a {
    color: var(--tl-accent);
  }

  .prose .picture {
    padding: 0.05em 0.4em;
    border: 1px dashed var(--tl-control-line);
    border-radius: 4px;
    color: var(--tl-text-quiet);
    font-size: 0.9em;
  }

  .hljs-comment,
  .hljs-quote {
    color: var(--tl-text-quiet);
    font-style: italic;
  }

  .hljs-keyword,
  .hljs-selector-tag,
  .hljs-built_in,
  .hljs-type {
    color: light-dark(#8a2a9c, #e0a3f0);
  }

  .hljs-string,
  .hljs-attr,
  .hljs-regexp,
  .hljs-addition {
    color: light-dark(#1b6137, #8fd6a8);
  }

  .hljs-number,
  .hljs-literal,
  .hljs-symbol,
  .hljs-deletion {
    color: light-dark(#9b3412, #ffb08f);
  }

  .hljs-title,
  .hljs-name,
  .hljs-section,
  .hljs-function {
    color: light-dark(#17519e, #9cc3ff);
  }

  ins {
    border-radius: 3px;
    background: var(--tl-success-soft);
    color: var(--tl-success);
    text-decoration: underline;
    text-decoration-thickness: 1px;
  }

  del {
    border-radius: 3px;
    background: var(--tl-danger-soft);
    color: var(--tl-danger);
  }
`;
