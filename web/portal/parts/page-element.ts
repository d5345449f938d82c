/**
 * What every part of the portal is made from. Parts render into the document itself, not into shadow roots: labels,
 * descriptions and live regions then reach across parts, password managers find the fields, and one linked stylesheet
 * serves all of them under `style-src 'self'`.
 */
import { LitElement } from "lit";
import { property } from "lit/decorators.js";
import type { FrontDesk } from "../front-desk.js";
import type { Words } from "../words/en.js";

export abstract class PageElement extends LitElement {
  @property({ attribute: false }) desk!: FrontDesk;
  private endSubscription: () => void = () => undefined;

  protected get words(): Words {
    return this.desk.words;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.endSubscription = this.desk.subscribe(() => {
      this.requestUpdate();
    });
    this.arrive();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.endSubscription();
    this.depart();
  }

  /** What a part begins when it comes into the document. */
  protected arrive(): void {
    // Most begin nothing.
  }

  /** What it must end when it goes. */
  protected depart(): void {
    // Most end nothing.
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Puts the keyboard, and with it the reading position, on the page's heading. */
  protected focusHeading(): void {
    this.querySelector<HTMLElement>("h1")?.focus();
  }
}
