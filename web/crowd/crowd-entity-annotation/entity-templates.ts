import { html, nothing, svg, type TemplateResult } from "lit";
import { spanOf } from "../text-spans/annotation.js";
import type { SpanLabel } from "../text-spans/label-set.js";
import { excerpt } from "./entity-messages.js";
import type { EntitySession } from "./entity-session.js";
import { entityWords } from "./entity-words.js";
import type { SpanChosenEvent } from "./span-list.js";

/** What the parts around the text are drawn from. */
export interface Desk {
  readonly session: EntitySession;
  readonly labels: ReadonlyMap<string, SpanLabel>;
  readonly relations: readonly SpanLabel[];
  readonly disabled: boolean;
  readonly current: string | undefined;
}

const undoPath = "M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10h-4";
const redoPath = "M16 5l4 4-4 4M20 9H10a5 5 0 0 0 0 10h4";
const removePath = "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5";
const closePath = "M6 6l12 12M18 6L6 18";

/** Undo and redo. */
export function renderSteps({ session }: Desk): TemplateResult {
  const words = entityWords();
  return html`<div class="steps">
    <button type="button" class="tool" title="${words.undo} (Ctrl+Z)" aria-label=${words.undo}
      ?disabled=${!session.canUndo} @click=${() => { session.undo(); }}>${icon(undoPath)}</button>
    <button type="button" class="tool" title="${words.redo} (Ctrl+Y)" aria-label=${words.redo}
      ?disabled=${!session.canRedo} @click=${() => { session.redo(); }}>${icon(redoPath)}</button>
  </div>`;
}

/** What is marked: a count, the list, the relations. */
export function renderSide(desk: Desk, jump: (id: number) => void): TemplateResult {
  const { session, labels } = desk;
  return html`<div class="fill">
    <h3>
      <span>${entityWords().marked}</span>
      <span class="count" role="status">${entityWords().count(session.annotation.spans.length)}</span>
    </h3>
    <truthloop-span-list
      .text=${session.text}
      .spans=${session.annotation.spans}
      .labels=${labels}
      .selectedId=${session.selectedId}
      @truthloop-span-chosen=${(event: SpanChosenEvent) => { jump(event.id); }}
    ></truthloop-span-list>
    ${renderRelations(desk, jump)}
  </div>`;
}

/** The labels beside the selected text. */
export function renderPopup(
  { labels, session, disabled }: Desk,
  choose: (event: Event) => void,
  leave: () => void,
): TemplateResult {
  return html`<div class="popup" popover="manual" role="group" aria-label=${entityWords().chooseLabel}>
    <truthloop-label-palette
      .labels=${session.range === undefined ? [] : Array.from(labels.values())}
      accessible-name=${entityWords().chooseLabel}
      ?disabled=${disabled}
      @truthloop-label-chosen=${choose}
      @truthloop-search-left=${leave}
    ></truthloop-label-palette>
  </div>`;
}

/** What can be done with the chosen span; where none is chosen, what to do at all. */
export function renderActions({ session, relations }: Desk): TemplateResult {
  const words = entityWords();
  if (session.relating !== undefined) return html`<span>${words.relateHint}</span>`;
  if (session.selected === undefined) return html`<span>${words.howTo}</span>`;
  const repeats = session.repeatCount;
  return html`
    <button type="button" class="tool" @click=${() => { session.remove(); }}>
      ${icon(removePath)}${words.remove}<kbd aria-hidden="true">Del</kbd>
    </button>
    ${repeats === 0
      ? nothing
      : html`<button type="button" class="tool" @click=${() => { session.repeat(); }}>
          ${words.labelAll(repeats)}<kbd aria-hidden="true">*</kbd>
        </button>`}
    ${relations.map(
      ({ label, fullName }) => html`<button
        type="button"
        class="tool"
        aria-pressed=${session.relating?.label === label ? "true" : "false"}
        @click=${() => { session.relate(label); }}
      >
        ${words.relate}: ${fullName} →
      </button>`,
    )}
  `;
}

function renderRelations({ session, relations, disabled }: Desk, jump: (id: number) => void): TemplateResult | typeof nothing {
  const { annotation, text } = session;
  const words = entityWords();
  if (annotation.relations.length === 0) return nothing;
  const names = new Map(relations.map((relation) => [relation.label, relation.fullName]));
  const end = (id: number): string => {
    const span = spanOf(annotation, id);
    return span === undefined ? "" : excerpt(text, span);
  };
  return html`<h3><span>${words.relations}</span><span class="count">${annotation.relations.length}</span></h3>
    <ul class="relations">
      ${annotation.relations.map(
        ({ id, label, from, to }) => html`<li>
          <button type="button" class="tool" @click=${() => { jump(from); }}>
            ${end(from)} → ${names.get(label) ?? label} → ${end(to)}
          </button>
          <button type="button" class="tool" aria-label=${words.removeRelation} title=${words.removeRelation}
            ?disabled=${disabled} @click=${() => { session.removeRelation(id); }}>${icon(closePath)}</button>
        </li>`,
      )}
    </ul>`;
}

function icon(path: string): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${path} />`}</svg>`;
}
