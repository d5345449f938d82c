import type { PortalMessage } from "../../shared/messages/worker-page-messages.js";

/** A page that does not answer by then hangs, or is of a template whose scripts hold it up. */
const pageAnswersMs = 2_000;

/** Asks the page in front for what it has yet to tell of the latest keystrokes, before something hangs on that. */
export class LastWords {
  private heard: (() => void) | null = null;

  constructor(private readonly tell: (message: PortalMessage) => void) {}

  /** Resolves once the page has told everything, or has had its time to. */
  async ask(): Promise<void> {
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, pageAnswersMs);
      this.heard = (): void => {
        clearTimeout(late);
        resolve();
      };
      this.tell({ type: "request-draft" });
    });
  }

  /** The page said `draft-told`. */
  told(): void {
    this.heard?.();
  }
}
