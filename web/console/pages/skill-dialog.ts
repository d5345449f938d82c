import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ConsolePart } from "../parts/console-part.js";
import { skillNames, skillNamesId } from "../parts/skill-names.js";
import type { MemberSkill, TeamMember } from "../wire/contract.js";
import { scoreOf } from "../work/skill-entries.js";

/** What was done, as told by `skill-changed`. */
export interface SkillChange {
  readonly said: string;
  readonly takenAway: boolean;
}

/** Gives a worker a skill, or changes or takes away one. Open from the start; tells `dialog-ended` when it is closed. */
@customElement("tl-skill-dialog")
export class SkillDialog extends ConsolePart {
  @property({ attribute: false }) member!: TeamMember;
  /** The skill to change; null to give one. */
  @property({ attribute: false }) skill: MemberSkill | null = null;
  @state() private names: readonly string[] = [];
  @state() private problem: string | null = null;
  private isSending = false;

  protected override arrive(): void {
    if (this.skill !== null) return;
    void this.desk.api.skillNames().then((names) => {
      this.names = names;
    }, this.fail);
  }

  override render(): TemplateResult {
    const words = this.words.skills;
    return html`<dialog class="dialog" aria-labelledby="skill-title" @close=${this.ended}>
      <h2 id="skill-title" class="breaks">${words.dialogTitle(this.member.email)}</h2>
      <form class="fields" novalidate @submit=${this.save}>
        ${this.skill === null ? this.nameField() : html`<p class="strong breaks">${this.skill.name}</p>`}
        <label for="skill-score">${words.score}</label>
        <input id="skill-score" type="text" inputmode="decimal" autocomplete="off" .value=${this.skill === null ? "" : String(this.skill.score)} />
        ${this.skill?.job ? html`<p class="quiet small breaks">${words.awardedNote(this.skill.job)}</p>` : nothing}
        <div role="alert">${this.problem === null ? nothing : html`<p class="notice bad">${this.problem}</p>`}</div>
        <div class="dialog-buttons">
          ${this.skill === null ? nothing : html`<button class="button danger take-away" type="button" @click=${this.takeAway}>${words.takeAway}</button>`}
          <button class="button" type="button" @click=${this.close}>${words.cancel}</button>
          <button class="button primary" type="submit">${words.save}</button>
        </div>
      </form>
    </dialog>`;
  }

  protected override firstUpdated(): void {
    this.querySelector("dialog")?.showModal();
    this.querySelector("input")?.select();
  }

  private nameField(): TemplateResult {
    return html`<label for="skill-name">${this.words.skills.skill}</label>
      <input id="skill-name" type="text" maxlength="64" autocomplete="off" list=${skillNamesId} />
      ${skillNames(this.names)}`;
  }

  private typed(id: string): string {
    return this.querySelector<HTMLInputElement>(id)?.value.trim() ?? "";
  }

  private readonly save = (event: Event): void => {
    event.preventDefault();
    const words = this.words.skills;
    const name = this.skill?.name ?? this.typed("#skill-name");
    const score = scoreOf(this.typed("#skill-score"));
    if (name === "" || score === null) {
      this.problem = name === "" ? words.nameFirst : words.scoreFirst;
      this.querySelector<HTMLInputElement>(name === "" ? "#skill-name" : "#skill-score")?.focus();
      return;
    }
    const said = words.given(name, this.words.score(score), this.member.email);
    void this.ask("PutWorkerSkill", { SkillName: name, Score: score }, { said, takenAway: false });
  };

  private readonly takeAway = (): void => {
    const name = this.skill?.name ?? "";
    const said = this.words.skills.takenAway(name, this.member.email);
    void this.ask("DeleteWorkerSkill", { SkillName: name }, { said, takenAway: true });
  };

  private async ask(operation: string, request: { readonly SkillName: string; readonly Score?: number }, change: SkillChange): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    try {
      await this.desk.api.operation(operation, { WorkerId: this.member.id, ...request });
      this.close();
      this.dispatchEvent(new CustomEvent<SkillChange>("skill-changed", { detail: change }));
    } catch (failure) {
      this.fail(failure);
    } finally {
      this.isSending = false;
    }
  }

  private readonly fail = (failure: unknown): void => {
    this.problem = this.desk.noticeFailure(failure);
  };

  private readonly close = (): void => {
    this.querySelector("dialog")?.close();
  };

  private readonly ended = (): void => {
    this.dispatchEvent(new CustomEvent("dialog-ended"));
  };
}
