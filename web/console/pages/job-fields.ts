/** The fields of a new job: data, labels, people, and what few need. */
import { type TemplateResult, html, nothing } from "lit";
import { attributeOf, outputOf, type JobDraft, type TaskTypeFacts } from "../work/job-draft.js";
import type { Workteam } from "../wire/contract.js";
import type { ConsoleWords } from "../words/en.js";

export type DraftChange = (part: Partial<JobDraft>) => void;

export interface JobForm {
  readonly draft: JobDraft;
  readonly type: TaskTypeFacts;
  readonly teams: readonly Workteam[];
  readonly words: ConsoleWords;
  readonly change: DraftChange;
  readonly upload: (file: File) => void;
  readonly list: (prefix: string) => void;
}

type TextPart = { [Key in keyof JobDraft]: JobDraft[Key] extends string ? Key : never }[keyof JobDraft];
type NumberPart = Exclude<keyof JobDraft, TextPart>;

export function jobFields(form: JobForm): TemplateResult {
  const words = form.words.newJob;
  return html`<div class="columns">
    <section class="panel fields">
      ${textField(form, "name", words.name, { hint: words.nameHint })} ${dataFields(form)}
    </section>
    <section class="panel fields">
      ${areaField(form, "labels", words.labels, 5)} ${areaField(form, "instructions", words.instructions, 3)}
      <label for="job-team">${words.team}</label>
      <select id="job-team" @change=${(event: Event) => {
        form.change({ team: (event.target as HTMLSelectElement).value });
      }}>${form.teams.map(
        (team) => html`<option value=${team.WorkteamArn} ?selected=${team.WorkteamArn === form.draft.team}>${team.WorkteamName}</option>`,
      )}</select>
      <div class="pair">${numberField(form, "workers", words.workers, 9)} ${numberField(form, "minutes", words.minutes, 480)}</div>
    </section>
  </div>
  ${rareFields(form)}`;
}

function dataFields(form: JobForm): TemplateResult {
  const words = form.words.newJob;
  const picked = (event: Event): void => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file !== undefined) form.upload(file);
  };
  const make = (event: Event): void => {
    const field = (event.target as HTMLElement).parentElement?.querySelector("input");
    form.list(field?.value.trim() ?? "");
  };
  return html`${textField(form, "manifest", words.manifest, {})}
    <label for="job-upload">${words.upload}</label>
    <input id="job-upload" type="file" accept=".manifest,.jsonl,.json,.txt" @change=${picked} />
    <label for="job-prefix">${words.prefix}</label>
    <div class="with-button">
      <input id="job-prefix" type="text" spellcheck="false" autocapitalize="none" />
      <button class="button" type="button" @click=${make}>${words.make}</button>
    </div>`;
}

function rareFields(form: JobForm): TemplateResult {
  const { type, draft } = form;
  const words = form.words.newJob;
  const functions = html`${textField(form, "preFunction", words.pre, {})} ${textField(form, "postFunction", words.post, {})}`;
  return html`<details class="panel" ?open=${!type.has_page || type.functions === null}>
    <summary>${words.moreSettings}</summary>
    <div class="fields">
      ${type.consolidations.length > 1 ? consolidationField(form) : nothing}
      ${textField(form, "title", words.taskTitle, { placeholder: draft.name })}
      ${textField(form, "attribute", words.attribute, { placeholder: attributeOf({ ...draft, attribute: "" }, type) })}
      ${textField(form, "output", words.output, { placeholder: outputOf({ ...draft, output: "" }) })}
      ${textField(form, "template", words.template, {})} ${type.functions === null ? functions : nothing}
    </div>
  </details>`;
}

function consolidationField({ type, draft, words, change }: JobForm): TemplateResult {
  const chosen = type.consolidations.includes(draft.consolidation) ? draft.consolidation : "";
  return html`<label for="job-consolidation">${words.newJob.consolidation}</label>
    <select id="job-consolidation" @change=${(event: Event) => {
      change({ consolidation: (event.target as HTMLSelectElement).value });
    }}>${type.consolidations.map(
      (name, place) => html`<option value=${place === 0 ? "" : name} ?selected=${name === chosen}>${place === 0 ? words.newJob.usual(name) : name}</option>`,
    )}</select>`;
}

function textField(form: JobForm, part: TextPart, label: string, more: { readonly hint?: string; readonly placeholder?: string }): TemplateResult {
  const typed = (event: Event): void => {
    form.change({ [part]: (event.target as HTMLInputElement).value });
  };
  return html`<label for="job-${part}">${label}</label>
    <input id="job-${part}" type="text" spellcheck="false" autocapitalize="none" placeholder=${more.placeholder ?? ""}
      aria-describedby=${more.hint === undefined ? nothing : `job-${part}-hint`} .value=${form.draft[part]} @input=${typed} />
    ${more.hint === undefined ? nothing : html`<p class="quiet small" id="job-${part}-hint">${more.hint}</p>`}`;
}

function areaField(form: JobForm, part: TextPart, label: string, rows: number): TemplateResult {
  const typed = (event: Event): void => {
    form.change({ [part]: (event.target as HTMLTextAreaElement).value });
  };
  return html`<label for="job-${part}">${label}</label>
    <textarea id="job-${part}" rows=${rows} .value=${form.draft[part]} @input=${typed}></textarea>`;
}

function numberField(form: JobForm, part: NumberPart, label: string, most: number): TemplateResult {
  const typed = (event: Event): void => {
    const value = Math.round(Number((event.target as HTMLInputElement).value));
    if (Number.isFinite(value)) form.change({ [part]: Math.min(most, Math.max(1, value)) });
  };
  return html`<div class="fields"><label for="job-${part}">${label}</label>
    <input id="job-${part}" type="number" min="1" max=${most} .value=${String(form.draft[part])} @change=${typed} /></div>`;
}
