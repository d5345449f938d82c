import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ConsolePage } from "../parts/console-page.js";
import { LookAgain } from "../parts/look-again.js";
import { linkTo } from "../parts/link-to.js";
import { loopTag } from "../parts/status-tag.js";
import type { StopWords } from "../parts/stop-dialog.js";
import "../parts/stop-dialog.js";
import type { Answer, HumanLoop } from "../wire/contract.js";
import { overlayOfAnswer } from "../work/overlay-shapes.js";
import { flowName } from "./loops-page.js";

/** One human loop: what was put before people, what they answered, and where it is written. */
@customElement("tl-loop-page")
export class LoopPage extends ConsolePage {
  @property({ attribute: false }) name = "";
  @state() private loop: HumanLoop | null = null;
  @state() private problem: string | null = null;
  protected readonly polling = new LookAgain(this, () => this.look());

  override render(): TemplateResult {
    const words = this.words.loops;
    const { loop } = this;
    return html`<main id="main" class="console-main">
      <p class="crumb">${linkTo(this.desk, { page: "loops" }, words.back)}</p>
      <div class="page-head">
        <h1 tabindex="-1">${this.name}</h1>
        ${loop === null ? nothing : loopTag(loop.status, this.words)} ${this.stopButton()}
      </div>
      <div role="status">
        ${this.problem === null ? nothing : html`<p class="notice warn">${this.problem}</p>`}
        ${loop?.failure ? html`<p class="notice bad">${loop.failure}</p>` : nothing}
      </div>
      ${loop === null ? nothing : this.body(loop)}
      <tl-stop-dialog .desk=${this.desk} .content=${this.stopWords} @stop-confirmed=${this.stop}></tl-stop-dialog>
    </main>`;
  }

  private body(loop: HumanLoop): TemplateResult {
    const words = this.words.loops;
    return html`<section class="panel"><dl class="facts">${this.facts(loop)}</dl></section>
      <div class="columns">
        <section class="panel"><h2>${words.answers}</h2>
          ${loop.answers.length === 0 ? html`<p class="quiet">${words.noAnswers}</p>` : loop.answers.map((answer) => this.answer(answer))}
        </section>
        <section class="panel"><h2>${words.input}</h2>
          <pre class="tall" tabindex="0" role="region" aria-label=${words.input}>${JSON.stringify(loop.input, null, 2)}</pre>
        </section>
      </div>`;
  }

  private facts(loop: HumanLoop): readonly TemplateResult[] {
    const words = this.words.loops;
    const shown: readonly [string, string][] = [
      [words.progress, words.answered(loop.answered, loop.wanted)],
      [words.held, this.words.number(loop.held)],
      [words.flow, flowName(loop.flow)],
      [words.created, this.words.moment(loop.created_at)],
      loop.ended_at === null ? [words.until, this.words.moment(loop.available_until)] : [words.ended, this.words.moment(loop.ended_at)],
      [words.output, loop.output],
    ];
    return shown.map(([name, value]) => html`<div><dt>${name}</dt><dd class="breaks">${value}</dd></div>`);
  }

  private answer(answer: Answer): TemplateResult {
    const said = overlayOfAnswer(answer.content).words;
    const remark = answer.late ? this.words.objects.late : answer.superseded === true ? this.words.objects.corrected : null;
    return html`<section class="layer">
      <h3 class="breaks">${answer.email}</h3>
      <p class="quiet small">${this.words.moment(answer.submitted_at)} · ${this.words.seconds(answer.seconds_spent)}${remark === null ? "" : ` · ${remark}`}</p>
      ${said.length === 0 ? nothing : html`<p class="layer-words">${said.join(", ")}</p>`}
      <pre tabindex="0" role="region" aria-label=${remark === null ? answer.email : `${answer.email} (${remark})`}>${JSON.stringify(answer.content, null, 2)}</pre>
    </section>`;
  }

  private stopButton(): TemplateResult | typeof nothing {
    if (this.desk.session?.role === "reviewer" || this.loop?.status !== "InProgress") return nothing;
    return html`<button class="button push" type="button" @click=${this.openDialog}>${this.words.loops.stop}</button>`;
  }

  private get stopWords(): StopWords {
    const words = this.words.loops;
    return { title: words.stopTitle, lead: words.stopLead, keep: words.keep, stop: words.stop };
  }

  private readonly openDialog = (): void => {
    this.querySelector("tl-stop-dialog")?.open();
  };

  private readonly stop = async (): Promise<void> => {
    try {
      await this.desk.api.operation("StopHumanLoop", { HumanLoopName: this.name });
      await this.look();
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  };

  private async look(): Promise<void> {
    try {
      this.loop = await this.desk.api.loop(this.name);
      this.problem = null;
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  }
}
