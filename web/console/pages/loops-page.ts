import { type TemplateResult, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { ConsolePage } from "../parts/console-page.js";
import { LookAgain } from "../parts/look-again.js";
import { linkTo } from "../parts/link-to.js";
import { loopTag } from "../parts/status-tag.js";
import { styled } from "../parts/styled.js";
import type { RowsSeen } from "../parts/virtual-rows.js";
import "../parts/virtual-rows.js";
import { withPage, type Grown } from "../work/newest-first.js";
import type { FlowDefinition, LoopSummary } from "../wire/contract.js";

const pageSize = 100;
const nothingYet: Grown<LoopSummary> = { rows: [], ended: false };
const narrow = matchMedia("(width < 48rem)");

interface Filter {
  readonly flow: string;
  readonly status: string;
  readonly part: string;
}

/** Human loops of all flow definitions, the newest first, as they go on. */
@customElement("tl-loops-page")
export class LoopsPage extends ConsolePage {
  @state() private list: Grown<LoopSummary> | null = null;
  @state() private flows: readonly FlowDefinition[] = [];
  @state() private filter: Filter = { flow: "", status: "", part: "" };
  @state() private problem: string | null = null;
  private seen: RowsSeen = { first: 0, count: 0 };
  private fetching = false;
  protected readonly polling = new LookAgain(this, () => this.look());

  protected override arrive(): void {
    narrow.addEventListener("change", this.redraw);
    void this.desk.api.flows().then((flows) => {
      this.flows = flows;
    }, this.fail);
  }

  protected override depart(): void {
    narrow.removeEventListener("change", this.redraw);
  }

  override render(): TemplateResult {
    const words = this.words.loops;
    return html`<main id="main" class="console-main">
      <div class="page-head"><h1 tabindex="-1">${words.title}</h1></div>
      <div class="filters">${this.filters()}</div>
      <div role="status">${this.problem === null ? nothing : html`<p class="notice warn">${this.problem}</p>`}</div>
      ${this.body()}
    </main>`;
  }

  private filters(): TemplateResult {
    const words = this.words.loops;
    return html`<label><span>${words.filter}</span>
        <input type="search" .value=${this.filter.part} @input=${this.narrowBy("part")} /></label>
      <label><span>${words.flow}</span>
        <select @change=${this.narrowBy("flow")}>
          <option value="">${words.everyFlow}</option>
          ${this.flows.map((flow) => html`<option value=${flow.FlowDefinitionArn}>${flow.FlowDefinitionName}</option>`)}
        </select></label>
      <label><span>${words.status}</span>
        <select @change=${this.narrowBy("status")}>
          <option value="">${words.everyStatus}</option>
          ${Object.entries(words.statuses).map(([status, name]) => html`<option value=${status}>${name}</option>`)}
        </select></label>`;
  }

  private body(): TemplateResult {
    const words = this.words.loops;
    if (this.list === null) return html`<p class="quiet">${this.words.loading}</p>`;
    if (this.list.rows.length === 0) {
      const isNarrowed = Object.values(this.filter).some((value) => value !== "");
      return isNarrowed
        ? html`<p class="empty">${words.none}</p>`
        : html`<div class="empty"><h2>${words.empty}</h2><p class="quiet">${words.emptyLead}</p></div>`;
    }
    return html`<tl-virtual-rows .desk=${this.desk} .name=${words.title} .rowHeight=${narrow.matches ? 136 : 64}
      .total=${this.list.rows.length} .row=${this.row} .source=${this.list} @rows-seen=${this.onSeen}></tl-virtual-rows>`;
  }

  private readonly row = (place: number): TemplateResult | typeof nothing => {
    const words = this.words.loops;
    const loop = this.list?.rows[place];
    if (loop === undefined) return nothing;
    const share = loop.wanted === 0 ? 0 : (100 * loop.answered) / loop.wanted;
    return html`<div class="loop-row">
      <span class="loop-name">${linkTo(this.desk, { page: "loop", name: loop.name }, loop.name, { kind: "clipped strong" })}
        <span class="quiet small clipped">${flowName(loop.flow)}</span></span>
      <span class="loop-status">${loopTag(loop.status, this.words)}</span>
      <span class="progress">
        <span class="progress-track" aria-hidden="true"><span class="progress-labeled" ${styled({ "inline-size": `${share}%` })}></span></span>
        <span class="progress-text">${words.answered(loop.answered, loop.wanted)}</span>
      </span>
      <span class="when small">${this.words.moment(loop.created_at)}</span>
    </div>`;
  };

  private readonly onSeen = (event: CustomEvent<RowsSeen>): void => {
    this.seen = event.detail;
    const { list } = this;
    if (list !== null && !list.ended && this.seen.first + this.seen.count > list.rows.length - pageSize / 2) void this.older();
  };

  private narrowBy(part: keyof Filter) {
    return (event: Event): void => {
      this.filter = { ...this.filter, [part]: (event.target as HTMLInputElement).value.trim() };
      this.list = null;
      void this.look();
    };
  }

  private readonly redraw = (): void => {
    this.requestUpdate();
  };

  private readonly fail = (failure: unknown): void => {
    this.problem = this.desk.noticeFailure(failure);
  };

  /** The newest anew, and what is looked at below them. */
  private async look(): Promise<void> {
    await this.fetchPage(null, pageSize);
    const above = this.list?.rows[this.seen.first - 1];
    if (above !== undefined && this.seen.first + this.seen.count > pageSize) await this.fetchPage(above.id, this.seen.count);
  }

  private async older(): Promise<void> {
    if (this.fetching) return;
    this.fetching = true;
    await this.fetchPage(this.list?.rows.at(-1)?.id ?? null, pageSize);
    this.fetching = false;
  }

  private async fetchPage(before: number | null, limit: number): Promise<void> {
    const asked = this.filter;
    try {
      const page = await this.desk.api.loops({ ...asked, before, limit });
      if (asked !== this.filter) return;
      this.list = withPage(this.list ?? nothingYet, page, before, limit);
      this.problem = null;
    } catch (failure) {
      this.fail(failure);
    }
  }
}

/** The name at the end of a flow definition's ARN. */
export function flowName(arn: string): string {
  return arn.split("/").pop() ?? arn;
}
