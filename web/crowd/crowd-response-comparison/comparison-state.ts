import type { Json } from "../../shared/messages/worker-page-messages.js";
import { denseRanks, isComplete, noRanks, preferencePairs, ranksFrom, type Ranks } from "../ranking/ranks.js";
import type { Dimension } from "../ranking/dimensions.js";
import { codePointOffset } from "../rich-text/code-points.js";
import type { RatingScale } from "./comparison-setup.js";

/** A remark on a stretch of one response; offsets in UTF-16 units of the response as it was given. */
export interface Comment {
  readonly response: number;
  readonly start: number;
  readonly end: number;
  readonly comment: string;
}

/** A better answer the worker wrote, and the response it began from. */
export interface Demonstration {
  readonly text: string;
  readonly basedOn: number | null;
}

/** Everything a worker has said so far. Responses are named by their places in the input. */
export interface ComparisonState {
  readonly ranks: Readonly<Record<string, Ranks>>;
  /** Of two responses: below 0 the one shown first is better, above 0 the other, by so many steps; null while unsaid. */
  readonly preference: number | null;
  readonly ratings: Readonly<Record<string, readonly (number | null)[]>>;
  readonly comments: readonly Comment[];
  readonly demonstration: Demonstration | null;
}

/** What the state is about. */
export interface ComparisonSetup {
  readonly responses: readonly string[];
  readonly order: readonly number[];
  readonly pairwise: boolean;
  readonly dimensions: readonly Dimension[];
  readonly scales: readonly RatingScale[];
}

export const untouched: ComparisonState = { ranks: {}, preference: null, ratings: {}, comments: [], demonstration: null };

/** The ranks in a dimension; nobody's while none were given for these responses. */
export function ranksIn(state: ComparisonState, dimension: string, count: number): Ranks {
  const ranks = state.ranks[dimension];
  return ranks?.length === count ? ranks : noRanks(count);
}

/** The ratings on a scale, one per response. */
export function ratingsOn(state: ComparisonState, scale: string, count: number): readonly (number | null)[] {
  return Array.from({ length: count }, (_, response) => state.ratings[scale]?.[response] ?? null);
}

/** What a preference between two says as ranks. */
export function preferenceRanks(preference: number | null, order: readonly number[]): Ranks {
  if (preference === null) return noRanks(order.length);
  const [first, second] = preference === 0 ? [1, 1] : preference < 0 ? [1, 2] : [2, 1];
  return order.map((_, response) => (order[0] === response ? first : second));
}

/** The name of what still has to be ranked or rated; undefined when nothing has to. */
export function missingPart(state: ComparisonState, setup: ComparisonSetup): string | undefined {
  const count = setup.responses.length;
  if (setup.pairwise && state.preference === null) return setup.dimensions[0]?.name ?? "";
  const ranking = setup.pairwise ? [] : setup.dimensions;
  const unranked = ranking.find(({ name }) => !isComplete(ranksIn(state, name, count)));
  return (unranked ?? setup.scales.find(({ name }) => ratingsOn(state, name, count).includes(null)))?.name;
}

/** The answer: AWS's ordinalRankingDimensions, and beside it everything it has no place for. */
export function comparisonAnswer(state: ComparisonState, setup: ComparisonSetup): Json {
  const count = setup.responses.length;
  const ranked = setup.dimensions.map(({ name }) => ({
    name,
    ranks: denseRanks(setup.pairwise ? preferenceRanks(state.preference, setup.order) : ranksIn(state, name, count)),
  }));
  const pairs = preferencePairs(ranked[0]?.ranks ?? []).map((pair) => ({ ...pair }));
  return {
    shownOrder: setup.order,
    ordinalRankingDimensions: ranked.map(({ name, ranks }) => ({ name, responseRankings: ranks })),
    preferencePairs: setup.pairwise ? pairs.map((pair) => ({ ...pair, strength: Math.abs(state.preference ?? 0) })) : pairs,
    ...(setup.scales.length === 0 ? {} : { ratings: ratingsAnswer(state, setup) }),
    comments: state.comments.map((comment) => commentAnswer(comment, setup.responses[comment.response] ?? "")),
    ...demonstrationAnswer(state.demonstration),
  };
}

function ratingsAnswer(state: ComparisonState, setup: ComparisonSetup): Json[] {
  return setup.scales.map(({ name, min, max }) => ({
    name,
    min,
    max,
    responseRatings: ratingsOn(state, name, setup.responses.length),
  }));
}

function commentAnswer({ response, start, end, comment }: Comment, source: string): Json {
  return {
    response,
    startOffset: codePointOffset(source, start),
    endOffset: codePointOffset(source, end),
    text: source.slice(start, end),
    comment,
  };
}

function demonstrationAnswer(demonstration: Demonstration | null): { demonstration?: Json } {
  if (demonstration === null || demonstration.text.trim() === "") return {};
  return { demonstration: { text: demonstration.text, basedOn: demonstration.basedOn } };
}

/** A state from a draft; what does not fit these responses is left out. */
export function stateFrom(draft: unknown, setup: ComparisonSetup): ComparisonState {
  if (!isRecord(draft)) return untouched;
  const count = setup.responses.length;
  const ranks = isRecord(draft["ranks"]) ? draft["ranks"] : {};
  const ratings = isRecord(draft["ratings"]) ? draft["ratings"] : {};
  return {
    ranks: Object.fromEntries(setup.dimensions.map(({ name, allowTie }) => [name, ranksFrom(ranks[name], count, allowTie)])),
    preference: typeof draft["preference"] === "number" ? draft["preference"] : null,
    ratings: Object.fromEntries(setup.scales.map((scale) => [scale.name, ratingsFrom(ratings[scale.name], scale, count)])),
    comments: listOf(draft["comments"]).filter(isRecord).flatMap((comment) => commentFrom(comment, setup.responses)),
    demonstration: demonstrationFrom(draft["demonstration"]),
  };
}

function ratingsFrom(given: unknown, scale: RatingScale, count: number): readonly (number | null)[] {
  const list = listOf(given);
  return Array.from({ length: count }, (_, response) => {
    const rating = list[response];
    return typeof rating === "number" && rating >= scale.min && rating <= scale.max ? rating : null;
  });
}

function commentFrom(given: Readonly<Record<string, unknown>>, responses: readonly string[]): Comment[] {
  const { response, start, end, comment } = given;
  const numbers = typeof response === "number" && typeof start === "number" && typeof end === "number";
  if (!numbers || typeof comment !== "string" || responses[response] === undefined || start >= end) return [];
  return [{ response, start, end, comment }];
}

function demonstrationFrom(given: unknown): Demonstration | null {
  if (!isRecord(given) || typeof given["text"] !== "string") return null;
  return { text: given["text"], basedOn: typeof given["basedOn"] === "number" ? given["basedOn"] : null };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
