import { type TemplateResult, html } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { LitElement } from "lit";

const saidForMs = 4000;

/** Puts a text on the clipboard and says so. */
@customElement("tl-copy-button")
export class CopyButton extends LitElement {
  @property({ attribute: false }) text = "";
  @property({ attribute: false }) label = "";
  @property({ attribute: false }) done = "";
  @state() private copied = false;

  override render(): TemplateResult {
    return html`<button class="button" type="button" @click=${this.copy}>${this.label}</button>
      <span class="quiet" role="status">${this.copied ? this.done : ""}</span>`;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
    } catch {
      copyBySelection(this.text);
    }
    this.copied = true;
    setTimeout(() => {
      this.copied = false;
    }, saidForMs);
  }
}

/** For pages served without TLS, where browsers have no clipboard object. */
function copyBySelection(text: string): void {
  const area = document.createElement("textarea");
  area.className = "sr-only";
  area.value = text;
  document.body.append(area);
  area.select();
  // The only way without a secure context.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand("copy");
  area.remove();
}
