/**
 * The frames that hold worker pages: one in front, and behind it the next task's, loaded but neither seen, heard nor
 * reached by the keyboard. A page is a requester's HTML, so its frame is sandboxed without an origin. A frame is never
 * moved in the document, because a browser reloads a frame that moves: the one in front is removed instead.
 */
import type { PageMessage, PortalMessage } from "../../shared/messages/worker-page-messages.js";
import type { Task } from "../wire/contract.js";
import { readPageMessage, writePageMessage } from "../work/page-messages.js";

const sandbox = "allow-scripts allow-forms allow-modals allow-popups allow-downloads";

interface Loaded {
  readonly assignmentId: string;
  readonly frame: HTMLIFrameElement;
  ready: { readonly submittable: boolean } | null;
}

export type DeckListener = (assignmentId: string, message: PageMessage) => void;

export class FrameDeck extends HTMLElement {
  /** Told what the page in front says, and once when it is ready. */
  listener: DeckListener = () => undefined;
  private front: Loaded | null = null;
  private behind: Loaded | null = null;

  connectedCallback(): void {
    window.addEventListener("message", this.hear);
  }

  disconnectedCallback(): void {
    window.removeEventListener("message", this.hear);
    this.clear();
  }

  /** Shows the task's page: the one waiting behind if it is the same, else a new one. */
  show(task: Task): void {
    this.front?.frame.remove();
    const waiting = this.behind;
    this.behind = null;
    if (waiting?.assignmentId === task.assignment_id) {
      this.front = waiting;
      setHidden(waiting.frame, false);
      waiting.frame.title = task.title;
      if (waiting.ready !== null) this.listener(task.assignment_id, { type: "ready", ...waiting.ready });
      return;
    }
    waiting?.frame.remove();
    this.front = this.load(task, false);
  }

  /** Loads the next task's page out of sight. */
  loadBehind(task: Task): void {
    this.dropBehind();
    this.behind = this.load(task, true);
  }

  dropBehind(): void {
    this.behind?.frame.remove();
    this.behind = null;
  }

  clear(): void {
    this.dropBehind();
    this.front?.frame.remove();
    this.front = null;
  }

  /** Speaks to the page in front. */
  tell(message: PortalMessage): void {
    // A sandboxed page has no origin that could be named; frame-src keeps the frame on our own pages.
    this.front?.frame.contentWindow?.postMessage(writePageMessage(message), "*");
  }

  /** Gives the keyboard to the page in front. */
  focusFront(): void {
    this.front?.frame.focus();
  }

  /** Lets the page be seen but not reached, while the portal asks or tells something. */
  setFrontInert(inert: boolean): void {
    if (this.front !== null) this.front.frame.inert = inert;
  }

  private load(task: Task, hidden: boolean): Loaded {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", sandbox);
    frame.setAttribute("referrerpolicy", "no-referrer");
    frame.setAttribute("allow", "fullscreen *");
    frame.title = task.title;
    setHidden(frame, hidden);
    frame.src = task.page_url;
    this.append(frame);
    return { assignmentId: task.assignment_id, frame, ready: null };
  }

  private readonly hear = (event: MessageEvent): void => {
    const from = [this.front, this.behind].find((loaded) => loaded?.frame.contentWindow === event.source);
    if (!from || event.source === null) return;
    const message = readPageMessage(event.data);
    if (message === null) return;
    if (message.type === "ready") from.ready = { submittable: message.submittable };
    if (from === this.front) this.listener(from.assignmentId, message);
  };
}

function setHidden(frame: HTMLIFrameElement, hidden: boolean): void {
  frame.classList.toggle("behind", hidden);
  frame.inert = hidden;
  if (hidden) {
    frame.setAttribute("aria-hidden", "true");
    frame.tabIndex = -1;
    return;
  }
  frame.removeAttribute("aria-hidden");
  frame.removeAttribute("tabindex");
}

customElements.define("tl-frame-deck", FrameDeck);

declare global {
  interface HTMLElementTagNameMap {
    "tl-frame-deck": FrameDeck;
  }
}
