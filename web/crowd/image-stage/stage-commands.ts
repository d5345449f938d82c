import type { KeyHint } from "../workbench/key-hint.js";
import { stageWords } from "./stage-words.js";

/** What the view's keys and buttons can ask of a stage. */
export interface Commanded {
  readonly stepInPixels: number;
  crosshair: boolean;
  minimap: boolean;
  marksHidden: boolean;
  markTextsHidden: boolean;
  zoomBy(factor: number): void;
  fit(): void;
  actualSize(): void;
  turn(quarterTurns: 1 | -1): void;
  panBy(dx: number, dy: number): void;
  toggleAdjustments(): void;
}

interface Command {
  /** As people read it. */
  readonly keys: string;
  readonly action: (words: ReturnType<typeof stageWords>) => string;
  readonly matches: (event: KeyboardEvent) => boolean;
  readonly run: (stage: Commanded, event: KeyboardEvent) => void;
}

/** One step of the zoom buttons and keys. */
export const zoomStep = 1.25;

const onShift =
  (code: string) =>
  (event: KeyboardEvent): boolean =>
    event.shiftKey && event.code === code;
const typed =
  (...keys: readonly string[]) =>
  (event: KeyboardEvent): boolean =>
    keys.includes(event.key);

/** Letters alone are left to the tools: the view's have Shift. */
const commands: readonly Command[] = [
  { keys: "+", action: (words) => words.zoomIn, matches: typed("+", "="), run: (stage) => { stage.zoomBy(zoomStep); } },
  { keys: "−", action: (words) => words.zoomOut, matches: typed("-", "−"), run: (stage) => { stage.zoomBy(1 / zoomStep); } },
  { keys: "Shift+1", action: (words) => words.fit, matches: onShift("Digit1"), run: (stage) => { stage.fit(); } },
  { keys: "Shift+0", action: (words) => words.actualSize, matches: onShift("Digit0"), run: (stage) => { stage.actualSize(); } },
  { keys: "<", action: (words) => words.turnLeft, matches: typed("<"), run: (stage) => { stage.turn(-1); } },
  { keys: ">", action: (words) => words.turnRight, matches: typed(">"), run: (stage) => { stage.turn(1); } },
  {
    keys: "Shift+H",
    action: (words) => words.marks,
    matches: onShift("KeyH"),
    run: (stage) => { stage.marksHidden = !stage.marksHidden; },
  },
  {
    keys: "Shift+L",
    action: (words) => words.markTexts,
    matches: onShift("KeyL"),
    run: (stage) => { stage.markTextsHidden = !stage.markTextsHidden; },
  },
  {
    keys: "Shift+X",
    action: (words) => words.crosshair,
    matches: onShift("KeyX"),
    run: (stage) => { stage.crosshair = !stage.crosshair; },
  },
  {
    keys: "Shift+M",
    action: (words) => words.minimap,
    matches: onShift("KeyM"),
    run: (stage) => { stage.minimap = !stage.minimap; },
  },
  { keys: "Shift+B", action: (words) => words.adjust, matches: onShift("KeyB"), run: (stage) => { stage.toggleAdjustments(); } },
];

const arrows: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Does what a key says; false when it says nothing to a stage. */
export function runCommand(stage: Commanded, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const arrow = arrows[event.key];
  if (arrow !== undefined) {
    stage.panBy(arrow[0] * stage.stepInPixels, arrow[1] * stage.stepInPixels);
    return true;
  }
  const command = commands.find((each) => each.matches(event));
  command?.run(stage, event);
  return command !== undefined;
}

/** The key of an action, for its button's hint. */
export function keyOf(action: string): string {
  const words = stageWords();
  return commands.find((command) => command.action(words) === action)?.keys ?? "";
}

/** Every key of the view, for the key sheet of a page with a stage. */
export function stageKeyHints(): readonly KeyHint[] {
  const words = stageWords();
  const byPointer = [
    { keys: words.keysWheel, action: words.wheel },
    { keys: words.keysSpaceDrag, action: words.panDrag },
    { keys: words.keysArrows, action: words.pan },
  ];
  return [...byPointer, ...commands.map(({ keys, action }) => ({ keys, action: action(words) }))];
}
