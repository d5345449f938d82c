import { plural } from "../../shared/localization/localization.js";
import type { Words } from "./english.js";

export const brazilianPortuguese: Words = {
  submit: "Enviar",
  saved: "Salvo",
  loading: "Carregando…",
  instructions: "Instruções",
  showInstructions: "Mostrar instruções",
  hideInstructions: "Ocultar instruções",
  viewFullInstructions: "Ver instruções completas",
  close: "Fechar",
  selectOption: "Escolha uma opção",
  selectAllThatApply: "Escolha todas as que se aplicam",
  fillIn: "Preencha este campo.",
  choose: "Escolha uma opção.",
  chooseAtLeastOne: "Escolha pelo menos uma opção.",
  check: "Marque esta caixa para continuar.",
  moveSlider: "Mova o controle para dar um valor.",
  notAllowed: "Este valor não é permitido aqui.",
  tooShort: (least, now) =>
    plural("pt-BR", least, {
      one: `Escreva pelo menos ${least} caractere (agora ${now}).`,
      other: `Escreva pelo menos ${least} caracteres (agora ${now}).`,
    }),
  tooLong: (most, now) =>
    plural("pt-BR", most, {
      one: `Escreva no máximo ${most} caractere (agora ${now}).`,
      other: `Escreva no máximo ${most} caracteres (agora ${now}).`,
    }),
  characters: (count) => plural("pt-BR", count, { one: `${count} caractere`, other: `${count} caracteres` }),
  charactersOf: (count, most) => `${count} de ${most} caracteres`,
  noValueYet: "ainda sem valor",
  exactValue: "Valor exato",
  unreadable: (attribute, reason) => `O atributo “${attribute}” deste elemento não pôde ser lido: ${reason}.`,
  missingCategories: "Este elemento não tem categorias para escolher.",
  blocked: (hosts) =>
    `Esta página não pode carregar nada de ${hosts} e talvez não funcione como deveria. Quem distribuiu a tarefa pode permitir com a tag “truthloop:allowed-hosts” na definição de fluxo.`,
  previewTitle: "Resposta",
  previewNote: "Esta página é uma prévia. Nada foi enviado: esta é a resposta que o trabalhador enviaria.",
};
