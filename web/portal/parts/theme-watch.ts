/** Light or dark as the reader's system has it now, and word of every change while the part stands in the document. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Theme } from "../../shared/messages/worker-page-messages.js";

export class ThemeWatch implements ReactiveController {
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");

  constructor(
    host: ReactiveControllerHost,
    private readonly changed: (theme: Theme) => void,
  ) {
    host.addController(this);
  }

  get theme(): Theme {
    return this.dark.matches ? "dark" : "light";
  }

  hostConnected(): void {
    this.dark.addEventListener("change", this.tell);
  }

  hostDisconnected(): void {
    this.dark.removeEventListener("change", this.tell);
  }

  private readonly tell = (): void => {
    this.changed(this.theme);
  };
}
