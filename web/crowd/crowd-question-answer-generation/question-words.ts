import { Localization, plural } from "../../shared/localization/localization.js";
import { localization as page } from "../words/page-words.js";

const en = {
  passage: "Passage",
  passageKeys: "Arrow keys move over words, with Shift they select, Enter uses the selection.",
  question: (number: number): string => `Question ${number}`,
  answer: "Answer",
  tags: "Tags",
  ownTag: "Own tag",
  addTag: "Add tag",
  removeTag: (tag: string): string => `Remove the tag ${tag}`,
  references: "Refers to",
  wholePassage: "the whole passage",
  removeReference: "Remove this reference",
  selectHint: (number: number): string => `Select text to refer to it in question ${number}.`,
  refer: (number: number): string => `Refer to it in question ${number}`,
  referred: (number: number): string => `Question ${number} refers to the selected text`,
  addQuestion: "Add a question",
  removeQuestion: (number: number): string => `Remove question ${number}`,
  removed: "Question removed.",
  undo: "Undo",
  words: (count: number, most: number | undefined): string =>
    most === undefined
      ? plural("en", count, { one: `${count} word`, other: `${count} words` })
      : `${count} of ${most} words`,
  tooFewQuestions: (least: number): string =>
    plural("en", least, { one: "Write a question and its answer.", other: `Write at least ${least} questions and their answers.` }),
  tooManyQuestions: (most: number): string => `Write at most ${most} questions.`,
  tooFewWords: (least: number): string =>
    plural("en", least, { one: "Write at least 1 word.", other: `Write at least ${least} words.` }),
  tooManyWords: (most: number): string => plural("en", most, { one: "Write 1 word only.", other: `Write at most ${most} words.` }),
  missingText: "This element has no text to ask about.",
  keyAdd: "Add a question",
  keyRefer: "Refer to the selected text (in the passage)",
  keyWords: "Move over words of the passage; with Shift, select",
};

export type QuestionWords = typeof en;

const ko: QuestionWords = {
  passage: "지문",
  passageKeys: "화살표 키로 단어를 옮겨 다니고, Shift를 함께 누르면 선택하며, Enter로 선택을 사용합니다.",
  question: (number) => `질문 ${number}`,
  answer: "답변",
  tags: "태그",
  ownTag: "직접 쓴 태그",
  addTag: "태그 추가",
  removeTag: (tag) => `태그 ${tag} 지우기`,
  references: "근거",
  wholePassage: "지문 전체",
  removeReference: "이 근거 지우기",
  selectHint: (number) => `텍스트를 선택하면 질문 ${number}의 근거로 쓸 수 있습니다.`,
  refer: (number) => `질문 ${number}의 근거로 쓰기`,
  referred: (number) => `선택한 텍스트를 질문 ${number}의 근거로 썼습니다`,
  addQuestion: "질문 추가",
  removeQuestion: (number) => `질문 ${number} 지우기`,
  removed: "질문을 지웠습니다.",
  undo: "되돌리기",
  words: (count, most) => (most === undefined ? `단어 ${count}개` : `단어 ${count}/${most}개`),
  tooFewQuestions: (least) => `질문과 답변을 ${least}개 이상 쓰세요.`,
  tooManyQuestions: (most) => `질문은 ${most}개까지 쓸 수 있습니다.`,
  tooFewWords: (least) => `단어를 ${least}개 이상 쓰세요.`,
  tooManyWords: (most) => `단어는 ${most}개까지 쓸 수 있습니다.`,
  missingText: "질문할 텍스트가 없습니다.",
  keyAdd: "질문 추가",
  keyRefer: "선택한 텍스트를 근거로 쓰기 (지문에서)",
  keyWords: "지문의 단어로 이동, Shift와 함께 선택",
};

const ptBR: QuestionWords = {
  passage: "Texto",
  passageKeys: "As setas passam pelas palavras, com Shift selecionam, Enter usa a seleção.",
  question: (number) => `Pergunta ${number}`,
  answer: "Resposta",
  tags: "Etiquetas",
  ownTag: "Etiqueta própria",
  addTag: "Adicionar etiqueta",
  removeTag: (tag) => `Remover a etiqueta ${tag}`,
  references: "Refere-se a",
  wholePassage: "todo o texto",
  removeReference: "Remover esta referência",
  selectHint: (number) => `Selecione um trecho para a pergunta ${number} se referir a ele.`,
  refer: (number) => `Referir na pergunta ${number}`,
  referred: (number) => `A pergunta ${number} se refere ao trecho selecionado`,
  addQuestion: "Adicionar pergunta",
  removeQuestion: (number) => `Remover a pergunta ${number}`,
  removed: "Pergunta removida.",
  undo: "Desfazer",
  words: (count, most) =>
    most === undefined
      ? plural("pt-BR", count, { one: `${count} palavra`, other: `${count} palavras` })
      : `${count} de ${most} palavras`,
  tooFewQuestions: (least) =>
    plural("pt-BR", least, {
      one: "Escreva uma pergunta e sua resposta.",
      other: `Escreva pelo menos ${least} perguntas e suas respostas.`,
    }),
  tooManyQuestions: (most) => `Escreva no máximo ${most} perguntas.`,
  tooFewWords: (least) =>
    plural("pt-BR", least, { one: "Escreva pelo menos 1 palavra.", other: `Escreva pelo menos ${least} palavras.` }),
  tooManyWords: (most) =>
    plural("pt-BR", most, { one: "Escreva só 1 palavra.", other: `Escreva no máximo ${most} palavras.` }),
  missingText: "Este elemento não tem texto sobre o qual perguntar.",
  keyAdd: "Adicionar pergunta",
  keyRefer: "Referir ao trecho selecionado (no texto)",
  keyWords: "Passar pelas palavras do texto; com Shift, selecionar",
};

const catalogue = new Localization<QuestionWords>({ en, ko, "pt-BR": ptBR }, page.language);

export function questionWords(): QuestionWords {
  return catalogue.words;
}
