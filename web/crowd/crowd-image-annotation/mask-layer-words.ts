import { Localization } from "../../shared/localization/localization.js";
import { localization } from "../words/page-words.js";

const english = {
  mask: "mask",
  fillPolygon: "Paint a polygon",
  newInstance: "Paint a new instance",
  removeSelected: "Delete",
  masksUnknown: (given: string): string => `The attribute masks is “${given}”; it may be semantic or instance.`,
};

export type MaskLayerWords = typeof english;

const korean: MaskLayerWords = {
  mask: "마스크",
  fillPolygon: "다각형 칠하기",
  newInstance: "새 인스턴스 칠하기",
  removeSelected: "삭제",
  masksUnknown: (given) => `masks 속성이 “${given}”입니다. semantic 또는 instance만 쓸 수 있습니다.`,
};

const brazilianPortuguese: MaskLayerWords = {
  mask: "máscara",
  fillPolygon: "Pintar um polígono",
  newInstance: "Pintar uma nova instância",
  removeSelected: "Excluir",
  masksUnknown: (given) => `O atributo masks é “${given}”; pode ser semantic ou instance.`,
};

const layer = new Localization<MaskLayerWords>(
  { en: english, ko: korean, "pt-BR": brazilianPortuguese },
  localization.language,
);

/** The words of a mask beside shapes. */
export function maskLayerWords(): MaskLayerWords {
  return layer.words;
}
