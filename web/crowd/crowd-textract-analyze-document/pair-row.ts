import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Part } from "./form-boxes.js";
import { isDecided, type FormPair } from "./form-pairs.js";
import { formWords } from "./form-words.js";

/** What a row may do and asks of the element around it. */
export interface PairActions {
  readonly selected: string | undefined;
  readonly awaited: Part | undefined;
  readonly disabled: boolean;
  readonly complaining: boolean;
  mayEditKey(pair: FormPair): boolean;
  mayMove(pair: FormPair): boolean;
  select(id: string): void;
  edit(id: string, change: Partial<FormPair>, field: string): void;
  remove(id: string): void;
  draw(id: string, part: Part): void;
  nudge(event: KeyboardEvent, id: string, part: Part): void;
}

/** One pair in the list: its key, its value, and what may be said of them. */
export function pairRow(pair: FormPair, number: number, actions: PairActions): TemplateResult {
  const open = pair.valid && !pair.notFound;
  const classes = [
    "pair",
    pair.id === actions.selected ? "selected" : "",
    open ? "" : "refused",
    actions.complaining && !isDecided(pair) ? "wanting" : "",
  ];
  return html`<li
    class=${classes.join(" ")}
    data-id=${pair.id}
    @focusin=${() => { actions.select(pair.id); }}
    @click=${() => { actions.select(pair.id); }}
  >
    <div class="line">${keyField(pair, number, actions)} ${badge(pair)}</div>
    ${open ? valueField(pair, actions) : nothing}
    <div class="line says">${says(pair, actions)}</div>
    ${open && pair.id === actions.selected && actions.mayMove(pair) ? boxButtons(pair, actions) : nothing}
  </li>`;
}

function keyField(pair: FormPair, number: number, actions: PairActions): TemplateResult {
  const words = formWords();
  if (!actions.mayEditKey(pair)) return html`<span class="key" id=${`key-${pair.id}`}>${pair.key}</span>`;
  return html`<input
    class="key"
    type="text"
    aria-label=${`${words.key} ${number}`}
    placeholder=${words.key}
    .value=${live(pair.key)}
    ?disabled=${actions.disabled || !pair.valid}
    @input=${(event: Event) => { actions.edit(pair.id, { key: textIn(event) }, "key"); }}
  />`;
}

function badge(pair: FormPair): TemplateResult | typeof nothing {
  const words = formWords();
  if (pair.origin === "asked" && isDecided(pair)) return nothing;
  if (pair.origin === "asked") {
    const also = pair.aliases?.length ? words.alsoCalled(pair.aliases.join(", ")) : "";
    return html`<span class="badge asked" title=${also}>${words.asked}</span>`;
  }
  if (pair.origin === "added") return html`<span class="badge">${words.added}</span>`;
  if (pair.confidence === undefined) return nothing;
  return html`<span class="badge" title=${words.confidenceMeaning}>${words.confidence(Math.round(pair.confidence))}</span>`;
}

function valueField(pair: FormPair, actions: PairActions): TemplateResult {
  const words = formWords();
  return html`<textarea
    class="value"
    rows="1"
    aria-label=${pair.key === "" ? words.value : `${words.value}: ${pair.key}`}
    aria-invalid=${actions.complaining && !isDecided(pair)}
    placeholder=${pair.blank ? words.blank : words.value}
    .value=${live(pair.blank ? "" : pair.value)}
    ?disabled=${actions.disabled || pair.blank}
    @input=${(event: Event) => { actions.edit(pair.id, { value: textIn(event) }, "value"); }}
  ></textarea>`;
}

function says(pair: FormPair, actions: PairActions): TemplateResult {
  const words = formWords();
  const check = (name: string, on: boolean, change: (on: boolean) => Partial<FormPair>): TemplateResult =>
    html`<label>
      <input
        type="checkbox"
        .checked=${live(on)}
        ?disabled=${actions.disabled}
        @change=${(event: Event) => { actions.edit(pair.id, change((event.target as HTMLInputElement).checked), ""); }}
      />${name}
    </label>`;
  const open = pair.valid && !pair.notFound;
  return html`${open ? check(words.blank, pair.blank, (blank) => ({ blank })) : nothing}
  ${pair.origin === "read" ? check(words.notPair, !pair.valid, (none) => ({ valid: !none })) : nothing}
  ${pair.origin === "asked" ? check(words.notFound, pair.notFound, (notFound) => ({ notFound })) : nothing}
  ${pair.origin === "added"
    ? html`<button type="button" class="link" ?disabled=${actions.disabled} @click=${() => { actions.remove(pair.id); }}>
        ${words.remove}
      </button>`
    : nothing}`;
}

function boxButtons(pair: FormPair, actions: PairActions): TemplateResult {
  const words = formWords();
  const box = (part: Part, there: boolean): TemplateResult => {
    const name = part === "key" ? (there ? words.moveKey : words.drawKey) : there ? words.moveValue : words.drawValue;
    return html`<button
      type="button"
      class="box ${part}"
      title=${there ? words.boxHelp : nothing}
      aria-pressed=${actions.awaited === part}
      ?disabled=${actions.disabled}
      @click=${() => { actions.draw(pair.id, part); }}
      @keydown=${(event: KeyboardEvent) => { actions.nudge(event, pair.id, part); }}
    >
      ${name}
    </button>`;
  };
  return html`<div class="line boxes">
    ${box("key", pair.keyBox !== undefined)} ${pair.blank ? nothing : box("value", pair.valueBox !== undefined)}
  </div>`;
}

function textIn(event: Event): string {
  return (event.target as HTMLInputElement | HTMLTextAreaElement).value;
}
