import { Localization } from "../../shared/localization/localization.js";
import { localization } from "../words/page-words.js";
import type { Failure } from "./picture.js";

const english = {
  image: "Image",
  viewControls: "View",
  loading: "Loading the image…",
  loadingShare: (percent: number): string => `Loading the image… ${percent}%`,
  failed: "The image could not be loaded",
  retry: "Try again",
  from: (host: string): string => `Address: ${host}`,
  reason: (failure: Failure): string => {
    if (failure.kind === "status") return englishStatus(failure.status);
    return {
      missing: "This task names no image (the attribute “src” is empty).",
      invalid: "The address of the image is not a valid address.",
      policy: "This page is not allowed to load images from that host. The requester can allow it.",
      unreachable: "The server did not answer, or the connection was lost.",
      undecodable: "What the server sent is not an image that this browser can show, or it is damaged.",
    }[failure.kind];
  },
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  fit: "Show the whole image",
  actualSize: "One image pixel to one screen pixel",
  turnLeft: "Turn the view left",
  turnRight: "Turn the view right",
  pan: "Move the image",
  panDrag: "Move the image by dragging (or drag with the middle button, or two fingers)",
  wheel: "Zoom at the pointer",
  adjust: "Brightness, contrast and what is shown",
  brightness: "Brightness",
  contrast: "Contrast",
  gamma: "Gamma",
  opacity: "Opacity of marks",
  marks: "Marks",
  markTexts: "Labels on marks",
  crosshair: "Crosshair",
  minimap: "Overview map",
  reset: "Reset",
  zoomIs: (percent: number): string => `Zoom ${percent}%`,
  keysWheel: "Wheel",
  keysSpaceDrag: "Space + drag",
  keysArrows: "Arrow keys",
};

function englishStatus(status: number): string {
  if (status === 403 || status === 401)
    return `The server refused it (HTTP ${status}). The link may have expired: releasing and reopening the task makes a new one.`;
  if (status === 404 || status === 410) return `The server has no such image (HTTP ${status}).`;
  return `The server answered with an error (HTTP ${status}).`;
}

type StageWords = typeof english;

const korean: StageWords = {
  image: "이미지",
  viewControls: "보기",
  loading: "이미지를 불러오는 중…",
  loadingShare: (percent) => `이미지를 불러오는 중… ${percent}%`,
  failed: "이미지를 불러올 수 없습니다",
  retry: "다시 시도",
  from: (host) => `주소: ${host}`,
  reason: (failure) => {
    if (failure.kind === "status") return koreanStatus(failure.status);
    return {
      missing: "이 작업에 이미지가 지정되지 않았습니다(“src” 속성이 비어 있음).",
      invalid: "이미지 주소가 올바르지 않습니다.",
      policy: "이 페이지는 해당 호스트에서 이미지를 불러올 수 없습니다. 의뢰자가 허용할 수 있습니다.",
      unreachable: "서버가 응답하지 않거나 연결이 끊어졌습니다.",
      undecodable: "서버가 보낸 것이 이 브라우저에서 볼 수 있는 이미지가 아니거나 손상되었습니다.",
    }[failure.kind];
  },
  zoomIn: "확대",
  zoomOut: "축소",
  fit: "이미지 전체 보기",
  actualSize: "실제 픽셀 크기로 보기",
  turnLeft: "보기를 왼쪽으로 회전",
  turnRight: "보기를 오른쪽으로 회전",
  pan: "이미지 이동",
  panDrag: "끌어서 이미지 이동(가운데 버튼이나 두 손가락으로도 가능)",
  wheel: "포인터 위치에서 확대/축소",
  adjust: "밝기, 대비, 표시 항목",
  brightness: "밝기",
  contrast: "대비",
  gamma: "감마",
  opacity: "표시 불투명도",
  marks: "표시",
  markTexts: "표시 위의 라벨",
  crosshair: "십자선",
  minimap: "전체 지도",
  reset: "초기화",
  zoomIs: (percent) => `배율 ${percent}%`,
  keysWheel: "휠",
  keysSpaceDrag: "Space + 끌기",
  keysArrows: "화살표 키",
};

function koreanStatus(status: number): string {
  if (status === 403 || status === 401)
    return `서버가 거부했습니다(HTTP ${status}). 링크가 만료되었을 수 있습니다. 작업을 반납한 뒤 다시 열면 새 링크가 만들어집니다.`;
  if (status === 404 || status === 410) return `서버에 이 이미지가 없습니다(HTTP ${status}).`;
  return `서버 오류가 발생했습니다(HTTP ${status}).`;
}

const brazilianPortuguese: StageWords = {
  image: "Imagem",
  viewControls: "Visualização",
  loading: "Carregando a imagem…",
  loadingShare: (percent) => `Carregando a imagem… ${percent}%`,
  failed: "Não foi possível carregar a imagem",
  retry: "Tentar de novo",
  from: (host) => `Endereço: ${host}`,
  reason: (failure) => {
    if (failure.kind === "status") return portugueseStatus(failure.status);
    return {
      missing: "Esta tarefa não indica nenhuma imagem (o atributo “src” está vazio).",
      invalid: "O endereço da imagem não é válido.",
      policy: "Esta página não pode carregar imagens desse host. O solicitante pode permitir.",
      unreachable: "O servidor não respondeu ou a conexão caiu.",
      undecodable: "O que o servidor enviou não é uma imagem que este navegador mostre, ou está danificado.",
    }[failure.kind];
  },
  zoomIn: "Aumentar",
  zoomOut: "Diminuir",
  fit: "Mostrar a imagem inteira",
  actualSize: "Um pixel da imagem por pixel da tela",
  turnLeft: "Girar a visualização para a esquerda",
  turnRight: "Girar a visualização para a direita",
  pan: "Mover a imagem",
  panDrag: "Mover a imagem arrastando (ou com o botão do meio, ou com dois dedos)",
  wheel: "Zoom na posição do ponteiro",
  adjust: "Brilho, contraste e o que é mostrado",
  brightness: "Brilho",
  contrast: "Contraste",
  gamma: "Gama",
  opacity: "Opacidade das marcas",
  marks: "Marcas",
  markTexts: "Rótulos nas marcas",
  crosshair: "Mira",
  minimap: "Mapa geral",
  reset: "Restaurar",
  zoomIs: (percent) => `Zoom de ${percent}%`,
  keysWheel: "Roda",
  keysSpaceDrag: "Espaço + arrastar",
  keysArrows: "Setas",
};

function portugueseStatus(status: number): string {
  if (status === 403 || status === 401)
    return `O servidor recusou (HTTP ${status}). O link pode ter expirado: devolva a tarefa e abra-a de novo para criar outro.`;
  if (status === 404 || status === 410) return `O servidor não tem essa imagem (HTTP ${status}).`;
  return `O servidor respondeu com um erro (HTTP ${status}).`;
}

const stageLocalization = new Localization<StageWords>(
  { en: english, ko: korean, "pt-BR": brazilianPortuguese },
  localization.language,
);

/** The words of the stage in the language of the page. */
export function stageWords(): StageWords {
  return stageLocalization.words;
}
