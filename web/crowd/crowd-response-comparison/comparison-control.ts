import { property, state } from "lit/decorators.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { looseJson, optionalNumber } from "../attributes/converters.js";
import { AnswerControl, type Problem } from "../control/answer-control.js";
import { rankWords } from "../rank-board/rank-words.js";
import { dimensionList, unreadableReason } from "../ranking/dimensions.js";
import { responseList } from "../ranking/response-list.js";
import { shownOrder } from "../ranking/shown-order.js";
import { textFormat, type TextFormat } from "../rich-text/rich-text.js";
import { words } from "../words/page-words.js";
import { scaleList } from "./comparison-setup.js";
import {
  comparisonAnswer,
  missingPart,
  stateFrom,
  untouched,
  type ComparisonSetup,
  type ComparisonState,
} from "./comparison-state.js";
import { comparisonWords } from "./comparison-words.js";
import { preferenceChoices } from "./judgement-views.js";

/** What a comparison is told by its attributes, what was said in it, and whether that is enough. */
export abstract class ComparisonControl extends AnswerControl {
  @state() protected state: ComparisonState = untouched;
  @state() protected discarded: ComparisonState["demonstration"] = null;

  @property() prompt = "";
  @property() format = "";
  @property({ attribute: "shuffle-seed" }) shuffleSeed = "";
  @property({ converter: looseJson }) responses: unknown;
  @property({ attribute: "ordinal-ranking-dimensions", converter: looseJson }) ordinalRankingDimensions: unknown;
  @property({ attribute: "rating-dimensions", converter: looseJson }) ratingDimensions: unknown;
  /** `pairwise` or `ranking`; unsaid, two responses without dimensions are compared as a pair. */
  @property() comparison = "";
  /** How many degrees of "better" a pairwise preference has: 1, 2 or 3. */
  @property({ attribute: "preference-levels", converter: optionalNumber }) preferenceLevels: number | undefined;
  @property({ attribute: "allow-tie" }) allowTie = "true";
  @property({ attribute: "allow-comments" }) allowComments = "true";
  /** `optional`, `required` or `none`. */
  @property() demonstration = "optional";


  get answer(): Json | undefined {
    const setup = this.setup;
    if (setup.responses.length === 0 || this.state === untouched) return undefined;
    return comparisonAnswer(this.state, setup);
  }

  get value(): Json | undefined {
    return this.answer;
  }

  get draftState(): Json {
    const { comments, demonstration, ...plain } = this.state;
    return {
      ...plain,
      comments: comments.map((comment) => ({ ...comment })),
      demonstration: demonstration === null ? null : { ...demonstration },
    };
  }

  restore(draftState: Json): void {
    this.state = stateFrom(draftState, this.setup);
    this.discarded = null;
  }

  protected findProblem(): Problem | undefined {
    const setup = this.setup;
    if (setup.responses.length === 0) return undefined;
    const missing = missingPart(this.state, setup);
    const message = missing === undefined ? this.#demonstrationMessage : this.#missingMessage(missing, setup);
    return message === "" ? undefined : { flags: { valueMissing: true }, message };
  }

  protected rememberDefault(): void {
    // A comparison starts with nothing said.
  }

  protected restoreDefault(): void {
    this.state = untouched;
    this.discarded = null;
  }

  #missingMessage(missing: string, setup: ComparisonSetup): string {
    if (setup.scales.some(({ name }) => name === missing)) return comparisonWords().rateAll(missing);
    return setup.pairwise ? comparisonWords().choose : rankWords().rankAll(missing);
  }

  protected get lacksDemonstration(): boolean {
    return this.demonstration === "required" && (this.state.demonstration?.text ?? "").trim() === "";
  }

  get #demonstrationMessage(): string {
    return this.lacksDemonstration ? comparisonWords().missingDemonstration : "";
  }

  protected get setup(): ComparisonSetup {
    const responses = responseList(this.responses);
    const given = dimensionList(this.ordinalRankingDimensions);
    const pairwise = responses.length === 2 && (this.comparison === "pairwise" || (this.comparison === "" && given.length === 0));
    const overall = { name: comparisonWords().overall, allowTie: this.allowTie !== "false" };
    return {
      responses,
      order: shownOrder(responses.length, this.shuffleSeed),
      pairwise,
      dimensions: given.length === 0 ? [overall] : pairwise ? given.slice(0, 1) : given,
      scales: scaleList(this.ratingDimensions),
    };
  }

  protected get shownFormat(): TextFormat {
    return textFormat(this.format, "markdown");
  }

  protected get choices(): readonly number[] {
    return preferenceChoices(Math.min(Math.max(this.preferenceLevels ?? 1, 1), 3), this.allowTie !== "false");
  }

  protected change(changed: Partial<ComparisonState>): void {
    this.state = { ...this.state, ...changed };
    this.announceChange();
  }

  protected get fault(): string {
    const attributes: readonly (readonly [string, unknown])[] = [
      ["responses", this.responses],
      ["ordinal-ranking-dimensions", this.ordinalRankingDimensions],
      ["rating-dimensions", this.ratingDimensions],
    ];
    for (const [name, given] of attributes) {
      const reason = unreadableReason(given);
      if (reason !== undefined) return words().unreadable(name, reason);
    }
    return this.setup.responses.length === 0 ? rankWords().missingResponses : "";
  }
}
