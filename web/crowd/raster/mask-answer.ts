import type { Json } from "../../shared/messages/worker-page-messages.js";
import { colourText } from "./colours.js";
import type { MaskDocument } from "./mask-document.js";

/** AWS's `labeledImage`: the mask as a PNG. */
export function labeledImage(document: MaskDocument): Json {
  return { pngImageData: document.pngText };
}

/** AWS's `labelMappings`: the colour of each label, whether or not it was painted. */
export function labelMappings(document: MaskDocument): Json {
  const owned = document.objects.filter((object) => object.owned);
  return Object.fromEntries(owned.map(({ label, colour }) => [label, { color: colourText(colour) }]));
}

/** AWS's `instances`: the label of each colour that was painted. */
export function instances(document: MaskDocument): Json {
  const painted = document.objects.filter(({ value, owned }) => owned && document.pixelsOf(value) > 0);
  return painted.map(({ label, colour }) => ({ color: colourText(colour), label }));
}
