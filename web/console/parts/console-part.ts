/** What every part of the console is made from; parts render into the document, as the portal's do. */
import { LitElement } from "lit";
import { property } from "lit/decorators.js";
import type { ConsoleDesk } from "../console-desk.js";
import type { ConsoleWords } from "../words/en.js";

export abstract class ConsolePart extends LitElement {
  @property({ attribute: false }) desk!: ConsoleDesk;
  private endSubscription: () => void = () => undefined;

  protected get words(): ConsoleWords {
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

  protected arrive(): void {
    // Most begin nothing.
  }

  protected depart(): void {
    // Most end nothing.
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
