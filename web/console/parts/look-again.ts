/** Has a part look again and again for as long as it stands in the document. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { Polling } from "../../portal/work/polling.js";

const usualMs = 3_000;

export class LookAgain implements ReactiveController {
  private readonly polling: Polling;

  constructor(host: ReactiveControllerHost, look: () => Promise<void>, everyMs = usualMs) {
    this.polling = new Polling(look, everyMs);
    host.addController(this);
  }

  hostConnected(): void {
    this.polling.start();
  }

  hostDisconnected(): void {
    this.polling.stop();
  }
}
