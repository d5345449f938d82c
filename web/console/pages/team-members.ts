import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { ConsolePart } from "../parts/console-part.js";
import { linkTo } from "../parts/link-to.js";
import { LookAgain } from "../parts/look-again.js";
import type { MemberSkill, TeamMember, TeamMembers as Found } from "../wire/contract.js";
import "./skill-dialog.js";
import type { SkillChange } from "./skill-dialog.js";

const lookAgainMs = 5_000;
const pageSize = 100;
const manyMembers = 10;

interface Editing {
  readonly member: TeamMember;
  /** Null to give one. */
  readonly skill: MemberSkill | null;
}

/** Who is in a team and what each is good at; whoever may change jobs may change that. */
@customElement("tl-team-members")
export class TeamMembers extends ConsolePart {
  @property({ attribute: false }) team = "";
  @state() private isOpen = false;
  @state() private found: Found | null = null;
  @state() private sought = "";
  @state() private shown = pageSize;
  @state() private editing: Editing | null = null;
  @state() private problem: string | null = null;
  @state() private said: string | null = null;
  protected readonly polling = new LookAgain(this, () => this.look(), lookAgainMs);

  override render(): TemplateResult {
    const words = this.words.skills;
    return html`<details @toggle=${this.toggle}>
        <summary>${words.members}<span class="sr-only">, ${this.team}</span></summary>
        ${this.problem === null ? nothing : html`<p class="notice warn" role="alert">${this.problem}</p>`}
        <p class="quiet said" role="status">${this.said}</p>
        ${this.found === null ? html`<p class="quiet">${this.words.loading}</p>` : this.body(this.found)}
      </details>
      ${this.editing === null
        ? nothing
        : html`<tl-skill-dialog .desk=${this.desk} .member=${this.editing.member} .skill=${this.editing.skill}
            @skill-changed=${this.changed} @dialog-ended=${this.endEditing}></tl-skill-dialog>`}`;
  }

  private body({ found, members }: Found): TemplateResult {
    const words = this.words.skills;
    return html`${found > manyMembers || this.sought !== ""
        ? html`<label class="filter"><span class="sr-only">${words.filter}</span>
            <input type="search" placeholder=${words.filter} .value=${this.sought} @input=${this.narrow} /></label>`
        : nothing}
      ${found === 0 ? html`<p class="quiet">${this.sought === "" ? words.nobody : words.noneFound}</p>` : nothing}
      <ul class="members" aria-label=${words.membersOf(this.team)}>
        ${repeat(members, (member) => member.id, (member) => this.member(member))}
      </ul>
      ${members.length < found ? html`<button class="button" type="button" @click=${this.showMore}>${words.more}</button>` : nothing}`;
  }

  private member(member: TeamMember): TemplateResult {
    const words = this.words.skills;
    return html`<li>
      <p class="member-name"><span class="strong breaks">${member.email}</span>
        ${member.disabled ? html`<span class="status">${words.disabled}</span>` : nothing}</p>
      ${member.skills.length === 0
        ? html`<p class="quiet small">${words.noSkills}</p>`
        : html`<ul class="member-skills">${repeat(member.skills, (skill) => skill.name, (skill) => this.skill(member, skill))}</ul>`}
      ${this.mayChange
        ? html`<button class="button give" type="button" data-worker=${member.id} aria-label=${words.giveTo(member.email)}
            @click=${this.edit(member, null)}>${words.give}</button>`
        : nothing}
    </li>`;
  }

  private skill(member: TeamMember, skill: MemberSkill): TemplateResult {
    const words = this.words.skills;
    const { job } = skill;
    const source =
      job === null ? words.byHand : words.by(linkTo(this.desk, { page: "job", name: job, tab: "quality", object: null }, job, { kind: "breaks" }));
    return html`<li>
      <span class="skill-name"><span class="strong breaks">${skill.name}</span> <span class="skill-score">${this.words.score(skill.score)}</span></span>
      <span class="quiet small skill-source">${source} · ${this.words.moment(skill.set_at)}</span>
      ${this.mayChange
        ? html`<button class="button" type="button" aria-label=${words.changeOf(skill.name, member.email)}
            @click=${this.edit(member, skill)}>${words.change}</button>`
        : nothing}
    </li>`;
  }

  private get mayChange(): boolean {
    return this.desk.session?.role !== "reviewer";
  }

  private edit(member: TeamMember, skill: MemberSkill | null) {
    return (): void => {
      this.said = null;
      this.editing = { member, skill };
    };
  }

  private readonly endEditing = (): void => {
    this.editing = null;
  };

  private readonly changed = async (event: CustomEvent<SkillChange>): Promise<void> => {
    const worker = this.editing?.member.id;
    this.said = event.detail.said;
    await this.look();
    await this.updateComplete;
    // Its button went with the skill: the keyboard stays with the same worker.
    if (event.detail.takenAway && worker !== undefined) this.querySelector<HTMLElement>(`[data-worker="${worker}"]`)?.focus();
  };

  private readonly toggle = (event: Event): void => {
    this.isOpen = (event.target as HTMLDetailsElement).open;
    void this.look();
  };

  private readonly narrow = (event: Event): void => {
    this.sought = (event.target as HTMLInputElement).value.trim();
    this.shown = pageSize;
    void this.look();
  };

  private readonly showMore = (): void => {
    this.shown += pageSize;
    void this.look();
  };

  private async look(): Promise<void> {
    if (!this.isOpen) return;
    const asked = this.sought;
    try {
      const found = await this.desk.api.members(this.team, asked, this.shown);
      if (asked !== this.sought) return;
      this.found = found;
      this.problem = null;
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  }
}
