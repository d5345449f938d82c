import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import { markColours } from "../passage/marks.js";
import type { DiffPart } from "../rich-text/text-diff.js";
import type { Comment } from "./comparison-state.js";
import { comparisonWords } from "./comparison-words.js";

/** A text's changes against another. */
export function renderDiff(parts: readonly DiffPart[]): TemplateResult {
  return html`<div class="prose plain" dir="auto">${parts.map(renderPart)}</div>`;
}

function renderPart(part: DiffPart): TemplateResult | string {
  if (part.kind === "same") return part.text;
  return part.kind === "added" ? html`<ins>${part.text}</ins>` : html`<del>${part.text}</del>`;
}

/** The comments on one response; `numbers` are their places among all, which give their colours. */
export function renderComments(
  comments: readonly { readonly comment: Comment; readonly number: number }[],
  source: string,
  remove: ((number: number) => void) | undefined,
): TemplateResult | typeof nothing {
  if (comments.length === 0) return nothing;
  return html`<ul class="comments" aria-label=${comparisonWords().comment}>
    ${comments.map(({ comment, number }) => {
      const quote = source.slice(comment.start, comment.end);
      const onRemove = (): void => remove?.(number);
      return html`<li style=${styleMap({ "--mark": `var(--mark-${number % markColours})` })}>
        <div><q>${quote}</q><p>${comment.comment}</p></div>
        <button
          type="button"
          class="quiet"
          aria-label=${`${comparisonWords().removeComment}: ${comment.comment}`}
          title=${comparisonWords().removeComment}
          ?disabled=${remove === undefined}
          @click=${onRemove}
        >
          ×
        </button>
      </li>`;
    })}
  </ul>`;
}

/** The field for a comment on what is selected. */
export interface CommentField {
  readonly letter: string;
  readonly quote: string;
  readonly add: (comment: string) => void;
}

export function renderCommentField(field: CommentField): TemplateResult {
  const send = (input: HTMLInputElement | null | undefined): void => {
    const comment = input?.value.trim() ?? "";
    if (comment === "") input?.focus();
    else field.add(comment);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    send(event.target as HTMLInputElement);
  };
  const onPress = (event: Event): void => {
    send((event.currentTarget as HTMLElement).parentElement?.querySelector("input"));
  };
  return html`<div class="remark">
    <q>${field.quote}</q>
    <input
      id="comment"
      type="text"
      aria-label=${comparisonWords().commentOn(field.letter)}
      placeholder=${comparisonWords().comment}
      @keydown=${onKey}
      @keypress=${stop}
      @input=${stop}
      @change=${stop}
    />
    <button type="button" class="action" @click=${onPress}>${comparisonWords().addComment}</button>
  </div>`;
}

function stop(event: Event): void {
  event.stopPropagation();
}

/** The better answer a worker writes. */
export interface DemonstrationView {
  readonly text: string;
  readonly basedOnLetter: string | undefined;
  readonly changes: readonly DiffPart[] | undefined;
  readonly disabled: boolean;
  readonly complaint: string;
  readonly change: (text: string) => void;
  readonly discard: () => void;
}

export function renderDemonstration(view: DemonstrationView): TemplateResult {
  const onInput = (event: Event): void => {
    view.change((event.target as HTMLTextAreaElement).value);
  };
  return html`<section class="demonstration" aria-labelledby="demonstration-title">
    <header>
      <h2 id="demonstration-title">${comparisonWords().demonstration}</h2>
      ${view.basedOnLetter === undefined ? nothing : html`<span class="pill">${comparisonWords().basedOn(view.basedOnLetter)}</span>`}
      <button type="button" class="link" ?disabled=${view.disabled} @click=${view.discard}>${comparisonWords().discard}</button>
    </header>
    <textarea
      id="demonstration"
      rows="6"
      dir="auto"
      aria-labelledby="demonstration-title"
      aria-invalid=${view.complaint === "" ? "false" : "true"}
      .value=${live(view.text)}
      ?disabled=${view.disabled}
      @input=${onInput}
    ></textarea>
    ${view.changes === undefined
      ? nothing
      : html`<details>
          <summary>${comparisonWords().changes}</summary>
          ${renderDiff(view.changes)}
        </details>`}
  </section>`;
}

/** Where no better answer is written: the way to one, and back to the one just discarded. */
export interface WriteButton {
  readonly discarded: boolean;
  readonly disabled: boolean;
  readonly begin: () => void;
  readonly undo: () => void;
}

export function renderWriteButton(button: WriteButton): TemplateResult {
  return html`<div class="after">
    <button type="button" class="toggle write" ?disabled=${button.disabled} @click=${button.begin}>
      ${comparisonWords().writeDemonstration}
    </button>
    ${button.discarded
      ? html`<p role="status">${comparisonWords().discarded}</p>
          <button id="undo" type="button" class="action" @click=${button.undo}>${comparisonWords().undo}</button>`
      : nothing}
  </div>`;
}
