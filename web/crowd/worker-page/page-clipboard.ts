import type { Json } from "../../shared/messages/worker-page-messages.js";

/**
 * What a worker copied out of a drawing. A page has no storage and ends with its task, so the portal keeps it: the page
 * tells it what was copied, and the next page of the same queue is told in turn.
 */
export class PageClipboard {
  #content: Json = null;
  /** Told what is copied here, to pass it on. */
  onCopy: (content: Json) => void = () => undefined;

  /** What was copied last, here or in an earlier page; null when nothing was. */
  get content(): Json {
    return this.#content;
  }

  copy(content: Json): void {
    this.#content = content;
    this.onCopy(content);
  }

  /** Takes what was copied in another page. */
  receive(content: Json): void {
    this.#content = content;
  }
}

/** The one of this page. */
export const pageClipboard = new PageClipboard();
