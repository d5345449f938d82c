import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { ConsolePart } from "../parts/console-part.js";
import { skillNames, skillNamesId } from "../parts/skill-names.js";
import type { JobSettings } from "../wire/contract.js";
import { skillsRequest, type TypedSkill, typedSkills, type TypedSkills, withRow } from "../work/skill-entries.js";

/** What skills a job asks of its workers, and which one it is a test of. */
@customElement("tl-job-skills")
export class JobSkillsPanel extends ConsolePart {
  @property({ attribute: false }) name = "";
  @property({ attribute: false }) settings!: JobSettings;
  @property({ attribute: false }) canChange = false;
  /** Whether gold can be said of its objects, as a test needs. */
  @property({ attribute: false }) canTest = false;
  @state() private typed: TypedSkills | null = null;
  @state() private names: readonly string[] = [];
  @state() private problem: string | null = null;
  @state() private said: string | null = null;

  override render(): TemplateResult {
    const words = this.words.skills;
    return html`<details class="panel" @toggle=${this.offerNames}>
      <summary>${words.jobTitle}</summary>
      <p class="quiet small">${words.jobLead}</p>
      ${this.canChange ? this.form(this.typed ?? typedSkills(this.settings)) : this.facts()}
    </details>`;
  }

  private facts(): TemplateResult {
    const words = this.words.skills;
    const { RequiredSkills: required, AwardsSkill: awards } = this.settings;
    return html`<dl class="facts">
      <div><dt>${words.required}</dt>
        ${required.length === 0
          ? html`<dd>${words.everybody}</dd>`
          : required.map((skill) => html`<dd class="breaks">${words.atLeastThis(skill.SkillName, this.words.score(skill.MinimumScore))}</dd>`)}</div>
      <div><dt>${words.awards}</dt>
        <dd class="breaks">${awards === undefined ? words.noTest : words.testOf(awards.SkillName, this.words.number(awards.MinimumGoldAnswers))}</dd></div>
    </dl>`;
  }

  private form(typed: TypedSkills): TemplateResult {
    const words = this.words.skills;
    return html`<form class="skills-form" novalidate @submit=${this.save}>
      <fieldset><legend>${words.required}</legend>
        ${typed.required.length === 0 ? html`<p class="quiet small">${words.everybody}</p>` : nothing}
        ${repeat(typed.required, (row) => row.key, (row) => this.row(typed, row))}
        <button class="button add-skill" type="button" @click=${this.add}>${words.add}</button>
      </fieldset>
      ${this.canTest ? this.awarding(typed) : nothing}
      ${skillNames(this.names)}
      <div class="settings-end">
        <div role="alert">${this.problem === null ? nothing : html`<p class="notice bad">${this.problem}</p>`}</div>
        <div role="status">${this.said === null ? nothing : html`<p class="quiet">${this.said}</p>`}</div>
        <button class="button primary" type="submit">${words.save}</button>
      </div>
    </form>`;
  }

  private row(typed: TypedSkills, row: TypedSkill): TemplateResult {
    const words = this.words.skills;
    const changeTo = (change: Partial<TypedSkill>): void => {
      this.type({ ...typed, required: typed.required.map((one) => (one.key === row.key ? { ...one, ...change } : one)) });
    };
    return html`<div class="skill-row">
      <div class="fields"><label for="required-${row.key}">${words.skill}</label>
        <input id="required-${row.key}" type="text" maxlength="64" autocomplete="off" list=${skillNamesId} .value=${row.name}
          @input=${(event: Event) => { changeTo({ name: valueOf(event) }); }} /></div>
      <div class="fields"><label for="minimum-${row.key}">${words.atLeast}</label>
        <input id="minimum-${row.key}" type="text" inputmode="decimal" autocomplete="off" .value=${row.minimum}
          @input=${(event: Event) => { changeTo({ minimum: valueOf(event) }); }} /></div>
      <button class="button" type="button" aria-label=${words.removeThis(row.name || words.skill)}
        @click=${() => void this.removeRow(typed, row)}>${words.remove}</button>
    </div>`;
  }

  private awarding(typed: TypedSkills): TemplateResult {
    const words = this.words.skills;
    return html`<fieldset><legend>${words.awards}</legend>
      <p class="quiet small" id="awards-lead">${words.awardsLead}</p>
      <div class="skill-row">
        <div class="fields"><label for="awards-skill">${words.awardsSkill}</label>
          <input id="awards-skill" type="text" maxlength="64" autocomplete="off" list=${skillNamesId} aria-describedby="awards-lead"
            .value=${typed.awards} @input=${(event: Event) => { this.type({ ...typed, awards: valueOf(event) }); }} /></div>
        <div class="fields"><label for="awards-after">${words.goldAnswers}</label>
          <input id="awards-after" type="text" inputmode="numeric" autocomplete="off" .value=${typed.after}
            @input=${(event: Event) => { this.type({ ...typed, after: valueOf(event) }); }} /></div>
      </div>
    </fieldset>`;
  }

  private type(typed: TypedSkills): void {
    this.typed = typed;
    this.said = null;
  }

  private readonly offerNames = (): void => {
    if (!this.canChange) return;
    void this.desk.api.skillNames().then((names) => {
      this.names = names;
    }, this.fail);
  };

  private readonly add = async (): Promise<void> => {
    const typed = withRow(this.typed ?? typedSkills(this.settings));
    this.type(typed);
    await this.updateComplete;
    this.querySelector<HTMLElement>(`#required-${typed.required.at(-1)?.key ?? 0}`)?.focus();
  };

  private async removeRow(typed: TypedSkills, row: TypedSkill): Promise<void> {
    this.type({ ...typed, required: typed.required.filter((one) => one.key !== row.key) });
    await this.updateComplete;
    this.querySelector<HTMLElement>(".add-skill")?.focus();
  }

  private readonly save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const request = skillsRequest(this.typed ?? typedSkills(this.settings), this.canTest);
    this.said = null;
    this.problem = typeof request === "string" ? this.words.skills[request] : null;
    if (typeof request === "string") return;
    try {
      this.settings = await this.desk.api.operation("UpdateLabelingJob", { LabelingJobName: this.name, ...request });
      this.typed = null;
      this.said = this.words.skills.saved;
    } catch (failure) {
      this.fail(failure);
    }
  };

  private readonly fail = (failure: unknown): void => {
    this.problem = this.desk.noticeFailure(failure);
  };
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement).value;
}
