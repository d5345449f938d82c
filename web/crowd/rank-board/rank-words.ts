import { Localization } from "../../shared/localization/localization.js";
import { localization as page } from "../words/page-words.js";

const en = {
  rankBy: "Rank the responses",
  response: (letter: string): string => `Response ${letter}`,
  chip: (letter: string, dimension: string, rank: number | null, count: number): string =>
    rank === null ? `Response ${letter}, ${dimension}: not ranked` : `Response ${letter}, ${dimension}: rank ${rank} of ${count}`,
  ranked: (letter: string, dimension: string, rank: number, count: number, shared: number): string =>
    `${letter} is ${rank} of ${count} in ${dimension}` + (shared > 1 ? `, tied with ${shared - 1} more` : ""),
  withdrawn: (letter: string, dimension: string): string => `${letter} has no rank in ${dimension}`,
  notRanked: "Not ranked",
  allRanked: "All ranked",
  best: "best",
  worst: "worst",
  tiesAllowed: "ties allowed",
  noTies: "no ties",
  progress: (ranked: number, count: number): string => `${ranked} of ${count}`,
  rankAll: (dimension: string): string => `Rank every response in “${dimension}”.`,
  missingResponses: "This element has no responses to rank.",
  missingDimensions: "This element has no dimension to rank by.",
  prompt: "Prompt",
  keyRank: "Rank the marked response; the next one is marked",
  keyMove: "Move the response better or worse",
  keyWithdraw: "Take the rank away",
};

export type RankWords = typeof en;

const ko: RankWords = {
  rankBy: "응답 순위 매기기",
  response: (letter) => `응답 ${letter}`,
  chip: (letter, dimension, rank, count) =>
    rank === null ? `응답 ${letter}, ${dimension}: 순위 없음` : `응답 ${letter}, ${dimension}: ${count}개 중 ${rank}위`,
  ranked: (letter, dimension, rank, count, shared) =>
    `${dimension}에서 ${letter}: ${count}개 중 ${rank}위` + (shared > 1 ? `, 다른 ${shared - 1}개와 동점` : ""),
  withdrawn: (letter, dimension) => `${dimension}에서 ${letter}의 순위를 지웠습니다`,
  notRanked: "순위 없음",
  allRanked: "모두 매김",
  best: "최고",
  worst: "최저",
  tiesAllowed: "동점 가능",
  noTies: "동점 불가",
  progress: (ranked, count) => `${count}개 중 ${ranked}개`,
  rankAll: (dimension) => `“${dimension}”에서 모든 응답의 순위를 매기세요.`,
  missingResponses: "순위를 매길 응답이 없습니다.",
  missingDimensions: "순위를 매길 기준이 없습니다.",
  prompt: "프롬프트",
  keyRank: "표시된 응답의 순위를 매기고 다음으로 이동",
  keyMove: "순위를 올리거나 내리기",
  keyWithdraw: "순위 지우기",
};

const ptBR: RankWords = {
  rankBy: "Classifique as respostas",
  response: (letter) => `Resposta ${letter}`,
  chip: (letter, dimension, rank, count) =>
    rank === null
      ? `Resposta ${letter}, ${dimension}: sem posição`
      : `Resposta ${letter}, ${dimension}: posição ${rank} de ${count}`,
  ranked: (letter, dimension, rank, count, shared) =>
    `${letter} está em ${rank} de ${count} em ${dimension}` + (shared > 1 ? `, empatada com mais ${shared - 1}` : ""),
  withdrawn: (letter, dimension) => `${letter} está sem posição em ${dimension}`,
  notRanked: "Sem posição",
  allRanked: "Todas classificadas",
  best: "melhor",
  worst: "pior",
  tiesAllowed: "empates permitidos",
  noTies: "sem empates",
  progress: (ranked, count) => `${ranked} de ${count}`,
  rankAll: (dimension) => `Classifique todas as respostas em “${dimension}”.`,
  missingResponses: "Este elemento não tem respostas para classificar.",
  missingDimensions: "Este elemento não tem critério de classificação.",
  prompt: "Prompt",
  keyRank: "Classificar a resposta marcada; a próxima é marcada",
  keyMove: "Mover a resposta para melhor ou pior",
  keyWithdraw: "Tirar a posição",
};

const catalogue = new Localization<RankWords>({ en, ko, "pt-BR": ptBR }, page.language);

/** The words of everything that ranks. */
export function rankWords(): RankWords {
  return catalogue.words;
}
