import { css } from "lit";

/**
 * How many columns responses stand in where two, three or four would fit: rows as even as can be, so that four
 * responses make two rows of two and not three and one.
 */
export function columnsFor(count: number): Readonly<Record<string, string>> {
  const columns = (most: number): string => String(Math.max(1, Math.ceil(count / Math.ceil(Math.max(count, 1) / most))));
  return { "--two": columns(2), "--three": columns(3), "--four": columns(4) };
}

/** Responses side by side, with their letters, above a bar that stays in sight. */
export const responseStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    margin-block: var(--tl-space-2) var(--tl-space-4);
    color: var(--tl-text);
  }

  .prompt {
    max-inline-size: 80ch;
    margin-block-end: var(--tl-space-4);
    padding: var(--tl-space-3) var(--tl-space-4);
    border-inline-start: 3px solid var(--tl-accent);
    border-radius: var(--tl-radius);
    background: var(--tl-sunken);
  }

  .prompt h2,
  .label {
    margin: 0 0 var(--tl-space-1);
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
    font-weight: 600;
  }

  .responses {
    display: grid;
    gap: var(--tl-space-3);
    align-items: start;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .response {
    min-inline-size: 0;
    padding: var(--tl-space-3) var(--tl-space-4) var(--tl-space-4);
    border: 1px solid var(--tl-line-color);
    border-radius: var(--tl-radius-large);
    background: var(--tl-surface);
    scroll-margin-block: var(--tl-space-4) 14rem;
    transition: border-color var(--tl-quick);
  }

  .response.marked {
    border-color: var(--tl-accent);
    box-shadow: 0 0 0 1px var(--tl-accent);
  }

  .response > .head {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tl-space-2);
    align-items: center;
    min-block-size: 2rem;
    margin-block-end: var(--tl-space-2);
  }

  .letter {
    display: inline-grid;
    flex: none;
    place-items: center;
    min-inline-size: 2rem;
    block-size: 2rem;
    padding: 0 var(--tl-space-2);
    border: 1.5px solid var(--tl-accent);
    border-radius: var(--tl-radius);
    background: var(--tl-surface);
    color: var(--tl-accent);
    font: inherit;
    font-weight: 700;
  }

  button.letter {
    cursor: pointer;
  }

  .marked > .head .letter {
    background: var(--tl-accent);
    color: var(--tl-on-accent);
  }

  .pill {
    padding: 0.0625rem 0.5rem;
    border-radius: 1rem;
    background: var(--tl-sunken);
    color: var(--tl-text-quiet);
    font-size: var(--tl-size-small);
    font-variant-numeric: tabular-nums;
  }

  .pill b {
    color: var(--tl-text);
  }

  .bar {
    position: sticky;
    inset-block-end: 0;
    z-index: 3;
    max-block-size: 45vh;
    margin-block-start: var(--tl-space-4);
    padding: var(--tl-space-3) var(--tl-space-4);
    border: 1px solid var(--tl-line-color);
    border-radius: var(--tl-radius-large) var(--tl-radius-large) 0 0;
    background: var(--tl-raised);
    box-shadow: var(--tl-shadow);
    overflow: hidden auto;
  }

  @container (min-width: 48rem) {
    .responses {
      grid-template-columns: repeat(var(--two), minmax(0, 1fr));
    }
  }

  @container (min-width: 72rem) {
    .responses {
      grid-template-columns: repeat(var(--three), minmax(0, 1fr));
    }
  }

  @container (min-width: 96rem) {
    .responses {
      grid-template-columns: repeat(var(--four), minmax(0, 1fr));
    }
  }

  @container (max-width: 39.99rem) {
    .response {
      padding-inline: var(--tl-space-3);
    }

    .bar {
      padding: var(--tl-space-2) var(--tl-space-3);
    }
  }

  @media print {
    .bar {
      position: static;
    }
  }
`;
