import { type TemplateResult, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { ConsolePart } from "./console-part.js";

/** Asks what is wrong with an object before workers get it again. Tells `comment-given` with the text, or `comment-left`. */
@customElement("tl-send-back-form")
export class SendBackForm extends ConsolePart {
  @state() private problem: string | null = null;

  override render(): TemplateResult {
    const words = this.words.review;
    return html`<form class="panel fields" novalidate @submit=${this.give} @keydown=${this.onKey}>
      <label for="send-back-comment">${words.comment}</label>
      <input id="send-back-comment" type="text" maxlength="4096" required />
      <div role="alert">${this.problem === null ? nothing : html`<p class="notice bad">${this.problem}</p>`}</div>
      <div class="buttons"><button class="button danger" type="submit">${words.send}</button>
        <button class="button" type="button" @click=${this.leave}>${this.words.editing.cancel}</button></div>
    </form>`;
  }

  protected override firstUpdated(): void {
    this.querySelector("input")?.focus();
  }

  private readonly give = (event: Event): void => {
    event.preventDefault();
    const comment = this.querySelector("input")?.value.trim() ?? "";
    if (comment === "") this.problem = this.words.review.commentFirst;
    else this.dispatchEvent(new CustomEvent("comment-given", { detail: comment }));
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") this.leave();
  };

  private readonly leave = (): void => {
    this.dispatchEvent(new CustomEvent("comment-left"));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "tl-send-back-form": SendBackForm;
  }
}
