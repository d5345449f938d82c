import { CrowdQuestionAnswerGeneration } from "../crowd-question-answer-generation/crowd-question-answer-generation.js";
import { CrowdResponseComparison } from "../crowd-response-comparison/crowd-response-comparison.js";
import { CrowdTextRanking } from "../crowd-text-ranking/crowd-text-ranking.js";
import { RankBoard } from "../rank-board/rank-board.js";

/** Ranking, comparing and writing about text. What the others render comes before them. */
export const elements: Readonly<Record<string, CustomElementConstructor>> = {
  "truthloop-rank-board": RankBoard,
  "crowd-text-ranking": CrowdTextRanking,
  "crowd-question-answer-generation": CrowdQuestionAnswerGeneration,
  "crowd-response-comparison": CrowdResponseComparison,
};
