import type { PairFault } from "./question-pairs.js";
import { questionWords } from "./question-words.js";

/** What is wrong, in the worker's language. */
export function faultMessage(fault: PairFault): string {
  if (fault.kind === "few-questions") return questionWords().tooFewQuestions(fault.limit);
  if (fault.kind === "many-questions") return questionWords().tooManyQuestions(fault.limit);
  return fault.kind === "few-words" ? questionWords().tooFewWords(fault.limit) : questionWords().tooManyWords(fault.limit);
}
