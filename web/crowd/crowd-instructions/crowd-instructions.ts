import { LitElement, css, html, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";
import { dialogFrame } from "../dialog/dialog-frame.js";
import { dialogStyles } from "../dialog/dialog-styles.js";
import { words } from "../words/page-words.js";
import { instructionsStyles } from "./crowd-instructions-styles.js";

/**
 * Instructions on three tabs behind a link or a button: the regions short-summary, detailed-instructions, and on the
 * third positive-example and negative-example. A tab without a region is left out.
 */
export class CrowdInstructions extends LitElement {
  static override readonly styles = [
    controlStyles,
    dialogStyles,
    css`
      :host {
        display: block;
      }
    `,
    instructionsStyles,
  ];
  /** The regions are put into their slots by name of tag, whatever attributes the template gave them. */
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    slotAssignment: "manual",
  };

  readonly #observer = new MutationObserver(() => {
    this.requestUpdate();
  });

  @query("dialog") private readonly dialog!: HTMLDialogElement | null;

  @property({ attribute: "link-text" }) linkText = "";
  @property({ attribute: "link-type" }) linkType = "link";

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this, { childList: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected override updated(): void {
    for (const slot of this.renderRoot.querySelectorAll<HTMLSlotElement>("slot[data-region]"))
      slot.assign(...this.#regions(slot.dataset["region"] ?? ""));
  }

  show(): void {
    if (this.dialog?.open === false) this.dialog.showModal();
  }

  hide(): void {
    this.dialog?.close();
  }

  #regions(tag: string): Element[] {
    return Array.from(this.children).filter((child) => child.localName === tag);
  }

  #has(...tags: readonly string[]): boolean {
    return tags.some((tag) => this.#regions(tag).length > 0);
  }

  protected override render(): TemplateResult {
    const text = this.linkText === "" ? words().clickForInstructions : this.linkText;
    const opener =
      this.linkType === "button"
        ? html`<crowd-button class="opener" @click=${this.show}>${text}</crowd-button>`
        : html`<button class="open-link opener" type="button" @click=${this.show}>${text}</button>`;
    const content = html`<crowd-tabs>${this.#tabs()}</crowd-tabs>`;
    return html`${opener}${dialogFrame({ heading: words().instructions, content, readOnly: false })}`;
  }

  #tabs(): TemplateResult[] {
    const { summary, detailedInstructions, examples } = words();
    const tabs = [
      { header: summary, regions: ["short-summary"] },
      { header: detailedInstructions, regions: ["detailed-instructions"] },
      { header: examples, regions: ["positive-example", "negative-example"] },
    ];
    return tabs
      .filter(({ regions }) => this.#has(...regions))
      .map(
        ({ header, regions }) => html`<crowd-tab header=${header}>
          <div class="page" tabindex="0" role="group" aria-label=${header}>
            ${regions.filter((region) => this.#has(region)).map((region) => this.#renderRegion(region))}
          </div>
        </crowd-tab>`,
      );
  }

  #renderRegion(region: string): TemplateResult {
    const slot = html`<slot data-region=${region}></slot>`;
    if (!region.endsWith("-example")) return slot;
    const good = region === "positive-example";
    return html`<section class=${good ? "good" : "bad"}>
      <h3>${good ? words().goodExample : words().badExample}</h3>
      ${slot}
    </section>`;
  }
}
