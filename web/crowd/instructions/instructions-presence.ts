import type { ReactiveController, ReactiveControllerHost } from "lit";

/** An element that can show the full instructions. */
export interface FullInstructionsElement extends ReactiveControllerHost, Element {
  show: () => void;
}

const shorts: (ReactiveControllerHost & Element)[] = [];
const fulls: FullInstructionsElement[] = [];

function tellEveryone(): void {
  for (const element of [...shorts, ...fulls]) element.requestUpdate();
}

function byDocumentOrder(first: Node, second: Node): number {
  return first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

/**
 * Which instructions are in the page. The first short-instructions become the page's side panel and open the full
 * ones; wherever the template put either, they find each other here.
 */
export class InstructionsPresence<Host extends ReactiveControllerHost & Element> implements ReactiveController {
  readonly #host: Host;
  readonly #list: Host[];

  private constructor(host: Host, list: Host[]) {
    this.#host = host;
    this.#list = list;
    host.addController(this);
  }

  static ofShort(host: ReactiveControllerHost & Element): InstructionsPresence<ReactiveControllerHost & Element> {
    return new InstructionsPresence(host, shorts);
  }

  static ofFull(host: FullInstructionsElement): InstructionsPresence<FullInstructionsElement> {
    return new InstructionsPresence(host, fulls);
  }

  hostConnected(): void {
    this.#list.push(this.#host);
    this.#list.sort(byDocumentOrder);
    tellEveryone();
  }

  hostDisconnected(): void {
    this.#list.splice(this.#list.indexOf(this.#host), 1);
    tellEveryone();
  }

  get isFirst(): boolean {
    return this.#list[0] === this.#host;
  }

  get hasPanel(): boolean {
    return shorts.length > 0;
  }

  /** The full instructions the panel opens. */
  get full(): FullInstructionsElement | undefined {
    return fulls[0];
  }
}
