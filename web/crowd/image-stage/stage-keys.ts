import type { ReactiveController, ReactiveControllerHost } from "lit";
import { isWriting } from "../control/interactive-content.js";
import { runCommand, type Commanded } from "./stage-commands.js";

/** The stages of the page, oldest first: a key means the one that has the focus or the pointer, else the first. */
const stages: StageKeys[] = [];

type Host = Commanded & ReactiveControllerHost & HTMLElement;

/** The view's keys. They come last (on window, after the tools' own) and leave alone what somebody else has used. */
export class StageKeys implements ReactiveController {
  readonly #host: Host;
  readonly #grab: (held: boolean) => void;

  constructor(host: Host, grab: (held: boolean) => void) {
    this.#host = host;
    this.#grab = grab;
    host.addController(this);
  }

  hostConnected(): void {
    stages.push(this);
    window.addEventListener("keydown", this.#onDown);
    window.addEventListener("keyup", this.#onUp);
    window.addEventListener("blur", this.#onBlur);
  }

  hostDisconnected(): void {
    stages.splice(stages.indexOf(this), 1);
    window.removeEventListener("keydown", this.#onDown);
    window.removeEventListener("keyup", this.#onUp);
    window.removeEventListener("blur", this.#onBlur);
  }

  get #isMeant(): boolean {
    const chosen =
      stages.find((each) => each.#host.matches(":focus-within")) ?? stages.find((each) => each.#host.matches(":hover"));
    return (chosen ?? stages[0]) === this;
  }

  readonly #onDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || isWriting(event) || !this.#isMeant) return;
    if (event.key === " ") this.#onSpace(event);
    else if (!usesKey(event) && runCommand(this.#host, event)) event.preventDefault();
  };

  /** Space presses a focused button and scrolls a page: it grabs only where the pointer or the focus is on the stage. */
  #onSpace(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    const pressable = target instanceof Element && target.matches("button, input, a, summary, [role=button]");
    if (pressable || !this.#host.matches(":hover, :focus-within")) return;
    event.preventDefault();
    if (!event.repeat) this.#grab(true);
  }

  readonly #onUp = (event: KeyboardEvent): void => {
    if (event.key === " ") this.#grab(false);
  };

  readonly #onBlur = (): void => {
    this.#grab(false);
  };
}

/** Whether a focused control has its own use for a key, such as arrows in a slider or a list. */
function usesKey(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (!event.key.startsWith("Arrow") || !(target instanceof Element)) return false;
  const own = "input, select, audio, video, [role=listbox], [role=option], [role=radio], [role=slider], [role=tab], [role=tree]";
  // Scrolling by arrows is the use of whatever was given the focus for it.
  return target.matches(own) || (target !== document.body && target.closest(".screen") === null && isScrollable(target));
}

function isScrollable(element: Element): boolean {
  return element.scrollHeight > element.clientHeight && getComputedStyle(element).overflowY !== "visible";
}
