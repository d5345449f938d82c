/** What every page of the console is made from: it begins at its heading, so that readers hear where they are. */
import { ConsolePart } from "./console-part.js";

export abstract class ConsolePage extends ConsolePart {
  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>("h1")?.focus();
  }
}
