import { Localization } from "../../shared/localization/localization.js";
import type { KeyHint } from "../../shared/messages/worker-page-messages.js";
import { localization } from "../words/page-words.js";

const english = {
  document: "Document",
  pairs: "Keys and values",
  count: (decided: number, all: number): string => `${decided} of ${all} done`,
  key: "Key",
  value: "Value",
  confidence: (percent: number): string => `${percent}% sure`,
  confidenceMeaning: "How sure the machine is that this is a key with this value",
  notPair: "Not a pair",
  blank: "Value is blank",
  notFound: "Key not found",
  asked: "Find this key",
  added: "Added",
  alsoCalled: (aliases: string): string => `also written ${aliases}`,
  add: "Add a pair",
  remove: "Remove",
  drawKey: "Mark the key",
  drawValue: "Mark the value",
  moveKey: "Box of the key",
  moveValue: "Box of the value",
  drawNow: "Drag over the text in the document. Esc stops.",
  boxHelp: "Arrow keys move the box, Alt and arrow keys resize it.",
  none: "Nothing was read from this document.",
  undecided: (key: string): string =>
    key === "" ? "A pair you added has no key or no value yet." : `“${key}” needs a value, or say that it is not there.`,
  keyNext: "Next pair",
  keyPrevious: "Previous pair",
  keyUndo: "Undo",
  keyRedo: "Redo",
};

type FormWords = typeof english;

const korean: FormWords = {
  document: "문서",
  pairs: "키와 값",
  count: (decided, all) => `${all}개 중 ${decided}개 완료`,
  key: "키",
  value: "값",
  confidence: (percent) => `신뢰도 ${percent}%`,
  confidenceMeaning: "이 키와 값이 서로 짝이라고 기계가 확신하는 정도",
  notPair: "짝이 아님",
  blank: "값이 비어 있음",
  notFound: "문서에 이 키가 없음",
  asked: "이 키를 찾으세요",
  added: "추가됨",
  alsoCalled: (aliases) => `다른 표기: ${aliases}`,
  add: "짝 추가",
  remove: "삭제",
  drawKey: "키 위치 표시",
  drawValue: "값 위치 표시",
  moveKey: "키 상자",
  moveValue: "값 상자",
  drawNow: "문서의 글자 위를 끌어서 표시하세요. Esc 키로 중단합니다.",
  boxHelp: "화살표 키로 상자를 옮기고, Alt와 화살표 키로 크기를 바꿉니다.",
  none: "이 문서에서 읽은 내용이 없습니다.",
  undecided: (key) => (key === "" ? "추가한 짝에 키나 값이 없습니다." : `“${key}”의 값을 입력하거나 문서에 없다고 표시하세요.`),
  keyNext: "다음 짝",
  keyPrevious: "이전 짝",
  keyUndo: "실행 취소",
  keyRedo: "다시 실행",
};

const brazilianPortuguese: FormWords = {
  document: "Documento",
  pairs: "Chaves e valores",
  count: (decided, all) => `${decided} de ${all} prontos`,
  key: "Chave",
  value: "Valor",
  confidence: (percent) => `${percent}% de certeza`,
  confidenceMeaning: "Quanta certeza a máquina tem de que esta chave tem este valor",
  notPair: "Não é um par",
  blank: "Valor em branco",
  notFound: "Chave não encontrada",
  asked: "Encontre esta chave",
  added: "Adicionado",
  alsoCalled: (aliases) => `também escrita ${aliases}`,
  add: "Adicionar um par",
  remove: "Remover",
  drawKey: "Marcar a chave",
  drawValue: "Marcar o valor",
  moveKey: "Caixa da chave",
  moveValue: "Caixa do valor",
  drawNow: "Arraste sobre o texto no documento. Esc interrompe.",
  boxHelp: "As setas movem a caixa; Alt e as setas mudam o tamanho.",
  none: "Nada foi lido deste documento.",
  undecided: (key) =>
    key === "" ? "Um par que você adicionou ainda não tem chave ou valor." : `“${key}” precisa de um valor, ou diga que não está lá.`,
  keyNext: "Próximo par",
  keyPrevious: "Par anterior",
  keyUndo: "Desfazer",
  keyRedo: "Refazer",
};

const formLocalization = new Localization<FormWords>(
  { en: english, ko: korean, "pt-BR": brazilianPortuguese },
  localization.language,
);

/** The words of the document review in the language of the page. */
export function formWords(): FormWords {
  return formLocalization.words;
}

/** The keys of the review, for the sheet of keys. */
export function formKeyHints(): readonly KeyHint[] {
  const text = formWords();
  return [
    { keys: "Enter", action: text.keyNext },
    { keys: "Shift+Enter", action: text.keyPrevious },
    { keys: "Alt+B", action: text.blank },
    { keys: "Alt+X", action: `${text.notPair} / ${text.notFound}` },
    { keys: "Alt+A", action: text.add },
    { keys: "Ctrl+Z", action: text.keyUndo },
    { keys: "Ctrl+Shift+Z", action: text.keyRedo },
  ];
}
