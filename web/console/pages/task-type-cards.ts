/** The task types as cards to choose from: those that begin from nothing first, the rest folded away. */
import { type TemplateResult, html } from "lit";
import type { TaskTypeFacts } from "../work/job-draft.js";
import type { ConsoleWords } from "../words/en.js";

export function taskTypeCards(
  types: readonly TaskTypeFacts[],
  chosen: TaskTypeFacts,
  choose: (type: TaskTypeFacts) => void,
  words: ConsoleWords,
): TemplateResult {
  const named = words.newJob.taskTypes;
  const card = (type: TaskTypeFacts): TemplateResult => html`<label class="type-card">
    <input type="radio" name="task-type" value=${type.name} .checked=${type.name === chosen.name}
      @change=${() => {
        choose(type);
      }} />
    <span>${nameOf(type.name, named)}</span>
  </label>`;
  const usual = types.filter((type) => named[type.name] !== undefined);
  const rest = types.filter((type) => named[type.name] === undefined);
  return html`<fieldset class="panel types">
    <legend>${words.newJob.types}</legend>
    <div class="type-cards">${usual.map(card)}</div>
    <details ?open=${rest.includes(chosen)}>
      <summary>${words.newJob.more}</summary>
      <div class="type-cards">${rest.map(card)}</div>
    </details>
  </fieldset>`;
}

/** `adjustment-bounding-box` is "Adjust: Bounding boxes"; what has no name in words keeps its own. */
export function nameOf(name: string, named: Readonly<Record<string, string>>): string {
  const own = named[name];
  if (own !== undefined) return own;
  for (const verb of ["verification", "adjustment"] as const) {
    if (!name.includes(verb)) continue;
    const of = name.replace(verb, "").replace("--", "-").replace(/^-|-$/g, "").replace("-class", "-classification").replace("named-entity", "named-entity-recognition");
    return `${named[verb] ?? verb}: ${named[of] ?? of}`;
  }
  return name;
}
