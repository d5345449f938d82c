import { Localization, plural } from "../../shared/localization/localization.js";
import { localization } from "../words/page-words.js";

const english = {
  tools: "Tools",
  labels: "Labels",
  objects: "Objects",
  findObject: "Find an object",
  noObjects: "Nothing is marked yet.",
  noneFound: "No object matches.",
  hide: "Hide",
  show: "Show",
  lock: "Lock",
  unlock: "Unlock",
  remove: "Delete",
  hideAll: "Hide all",
  showAll: "Show all",
  openPanel: "Show the list of objects",
  closePanel: "Hide the list of objects",
  count: (count: number): string => plural("en", count, { one: `${count} object`, other: `${count} objects` }),
};

export type WorkbenchWords = typeof english;

const korean: WorkbenchWords = {
  tools: "도구",
  labels: "레이블",
  objects: "객체",
  findObject: "객체 찾기",
  noObjects: "아직 표시한 것이 없습니다.",
  noneFound: "일치하는 객체가 없습니다.",
  hide: "숨기기",
  show: "보이기",
  lock: "잠그기",
  unlock: "잠금 풀기",
  remove: "삭제",
  hideAll: "모두 숨기기",
  showAll: "모두 보이기",
  openPanel: "객체 목록 보이기",
  closePanel: "객체 목록 숨기기",
  count: (count) => `객체 ${count}개`,
};

const brazilianPortuguese: WorkbenchWords = {
  tools: "Ferramentas",
  labels: "Rótulos",
  objects: "Objetos",
  findObject: "Procurar um objeto",
  noObjects: "Nada foi marcado ainda.",
  noneFound: "Nenhum objeto corresponde.",
  hide: "Ocultar",
  show: "Mostrar",
  lock: "Bloquear",
  unlock: "Desbloquear",
  remove: "Excluir",
  hideAll: "Ocultar tudo",
  showAll: "Mostrar tudo",
  openPanel: "Mostrar a lista de objetos",
  closePanel: "Ocultar a lista de objetos",
  count: (count) => plural("pt-BR", count, { one: `${count} objeto`, other: `${count} objetos` }),
};

const workbench = new Localization<WorkbenchWords>(
  { en: english, ko: korean, "pt-BR": brazilianPortuguese },
  localization.language,
);

/** The words of what all image tools share. */
export function workbenchWords(): WorkbenchWords {
  return workbench.words;
}
