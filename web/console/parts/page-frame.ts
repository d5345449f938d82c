/**
 * One worker page in a sandboxed frame of nobody's origin, and what it says. The page is started as soon as it is ready.
 */
import { type TemplateResult, html } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { PageMessage, PortalMessage } from "../../shared/messages/worker-page-messages.js";
import { readPageMessage, writePageMessage } from "../../portal/work/page-messages.js";
import { ConsolePart } from "./console-part.js";

export type PageSaid = CustomEvent<PageMessage>;

/** Tells `page-said` with every message of its page. */
@customElement("tl-page-frame")
export class PageFrame extends ConsolePart {
  @property({ attribute: false }) address = "";
  @property({ attribute: false }) name = "";
  @query("iframe") private readonly frame!: HTMLIFrameElement | null;
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");

  override render(): TemplateResult {
    return html`<iframe sandbox="allow-scripts allow-forms" referrerpolicy="no-referrer" allow="fullscreen *" src=${this.address}
      title=${this.name}></iframe>`;
  }

  /** Speaks to the page. */
  tell(message: PortalMessage): void {
    // A sandboxed page has no origin that could be named; frame-src keeps the frame on our own pages.
    this.frame?.contentWindow?.postMessage(writePageMessage(message), "*");
  }

  protected override arrive(): void {
    addEventListener("message", this.hear);
    this.dark.addEventListener("change", this.themeChanged);
  }

  protected override depart(): void {
    removeEventListener("message", this.hear);
    this.dark.removeEventListener("change", this.themeChanged);
  }

  private readonly hear = (event: MessageEvent): void => {
    if (event.source === null || event.source !== this.frame?.contentWindow) return;
    const message = readPageMessage(event.data);
    if (message === null) return;
    if (message.type === "ready") this.begin();
    this.dispatchEvent(new CustomEvent("page-said", { detail: message }) satisfies PageSaid);
  };

  private begin(): void {
    this.tell({ type: "start", draft: null, theme: this.theme });
    this.frame?.focus({ preventScroll: true });
  }

  private get theme(): "dark" | "light" {
    return this.dark.matches ? "dark" : "light";
  }

  private readonly themeChanged = (): void => {
    this.tell({ type: "theme", theme: this.theme });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "tl-page-frame": PageFrame;
  }
}
