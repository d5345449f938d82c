import { UnreadableAttribute } from "../attributes/converters.js";
import type { ObjectRow } from "../workbench/object-rows.js";
import type { ToolButton } from "../workbench/tool-bar.js";
import type { WorkLabel } from "../workbench/work-label.js";
import { localization, words } from "../words/page-words.js";
import { colourText } from "./colours.js";
import type { MaskObject } from "./mask-document.js";
import type { PaintingSession } from "./painting-session.js";
import { paintTools, type ToolName } from "./segmentation-tools.js";
import { segmentationWords } from "./segmentation-words.js";

/** What is wrong with attributes that could not be read. */
export function attributeFaults(given: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(given).flatMap(([name, value]) =>
    value instanceof UnreadableAttribute ? [words().unreadable(name, value.reason)] : [],
  );
}

/** One row for each label or instance: its colour, its name, and how much of the picture it covers. */
export function maskRows(session: PaintingSession, hasInstances: boolean): readonly ObjectRow[] {
  const { document } = session;
  const percent = new Intl.NumberFormat(localization.language, { style: "percent", maximumFractionDigits: 1 });
  const counted = new Map<string, number>();
  return document.objects.map(({ value, label, colour, owned }) => {
    const number = (counted.get(label) ?? 0) + 1;
    counted.set(label, number);
    const share = percent.format(document.pixelsOf(value) / document.map.cells.length);
    return {
      id: String(value),
      label: owned ? label : segmentationWords().unownedLabel(colourText(colour)),
      color: colourText(colour),
      detail: hasInstances ? `${number} · ${share}` : share,
      hidden: session.isHidden(value),
      locked: session.isLocked(value),
    };
  });
}

/** The labels with the colours they have in the mask. */
export function inMaskColours(labels: readonly WorkLabel[], objects: readonly MaskObject[]): readonly WorkLabel[] {
  return labels.map((label) => {
    const colour = objects.find((object) => object.label === label.name)?.colour;
    return colour === undefined ? label : { ...label, color: colourText(colour) };
  });
}

/** The buttons of the tool bar, in groups. */
export function toolGroups(
  session: PaintingSession | undefined,
  inHand: ToolName,
  hasInstances: boolean,
  disabled: boolean,
): readonly (readonly ToolButton[])[] {
  const own = segmentationWords();
  const off = disabled || session === undefined;
  const tools = paintTools.map(
    ({ name, icon, key }): ToolButton => ({
      id: name,
      icon,
      name: own[name],
      keys: key.toUpperCase(),
      pressed: name === inHand,
      disabled: off,
    }),
  );
  const steps: readonly ToolButton[] = [
    { id: "undo", icon: "undo", name: own.undo, keys: "Ctrl+Z", disabled: off || !session.document.canUndo },
    { id: "redo", icon: "redo", name: own.redo, keys: "Ctrl+Shift+Z", disabled: off || !session.document.canRedo },
  ];
  return hasInstances ? [tools, instanceButtons(session, off), steps] : [tools, steps];
}

function instanceButtons(session: PaintingSession | undefined, off: boolean): readonly ToolButton[] {
  const own = segmentationWords();
  const count = session?.selected.length ?? 0;
  return [
    { id: "new", icon: "plus", name: own.newInstance, keys: "N", disabled: off || count === 0 },
    { id: "merge", icon: "merge", name: own.merge, keys: "M", disabled: off || count < 2 },
    { id: "split", icon: "cut", name: own.split, keys: "X", disabled: off || count !== 1 },
    { id: "remove", icon: "remove", name: own.remove, keys: "Delete", disabled: off || count === 0 },
  ];
}
