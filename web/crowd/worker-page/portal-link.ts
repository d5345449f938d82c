import { isPortalMessage, type PageMessage, type PortalMessage } from "../../shared/messages/worker-page-messages.js";

/** The portal around this page, as the server wrote it into the head; undefined outside a portal. */
export function portalOrigin(page: Document): string | undefined {
  const origin = page.querySelector<HTMLMetaElement>('meta[name="truthloop-portal"]')?.content ?? "";
  return origin === "" || origin === "*" ? undefined : origin;
}

/** Speaks with the portal and with nobody else. */
export class PortalLink {
  readonly #window: Window;
  readonly #origin: string;

  constructor(frame: Window, origin: string) {
    this.#window = frame;
    this.#origin = origin;
  }

  send(message: PageMessage): void {
    this.#window.parent.postMessage({ truthloop: 1, ...message }, this.#origin);
  }

  listen(hear: (message: PortalMessage) => void): void {
    this.#window.addEventListener("message", (event) => {
      const fromPortal = event.source === this.#window.parent && event.origin === this.#origin;
      if (fromPortal && isPortalMessage(event.data)) hear(event.data);
    });
  }
}
