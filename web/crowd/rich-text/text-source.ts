import type { ReactiveController, ReactiveControllerHost } from "lit";

/** An address signed for a single object, as grant_read_access makes it for an S3 reference. */
const signed = /^https?:\/\/\S+[?&](?:X-Amz-Signature|Signature)=\S+$/;

/** A text given as such, or as a signed address of it; what cannot be fetched is shown as it was given. */
export class TextSource implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #given = "";
  #text = "";

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // Loading begins with the first text that is an address.
  }

  /** The text as far as it is known. */
  load(given: string): string {
    if (given === this.#given) return this.#text;
    this.#given = given;
    this.#text = given;
    if (signed.test(given.trim())) {
      this.#text = "…";
      void this.#fetch(given);
    }
    return this.#text;
  }

  async #fetch(given: string): Promise<void> {
    const text = await textAt(given.trim()).catch(() => given);
    if (this.#given !== given) return;
    this.#text = text;
    this.#host.requestUpdate();
  }
}

async function textAt(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.text();
}
