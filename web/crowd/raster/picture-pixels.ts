import type { PaintDesk } from "./paint-desk.js";
import { PixelClient } from "./pixel-client.js";
import type { PixelTasks } from "./pixel-tasks.js";

/** The picture's own pixels, handed to the worker when a tool first asks about them. */
export class PicturePixels {
  readonly client = new PixelClient();
  readonly #read: () => Promise<ImageData | undefined>;
  readonly #changed: () => void;
  #loaded: Promise<boolean> | undefined;
  #asking = 0;
  #unread = false;

  /** `changed` is told when `isAsking` or `isUnread` may have. */
  constructor(read: () => Promise<ImageData | undefined>, changed: () => void) {
    this.#read = read;
    this.#changed = changed;
  }

  /** Whether a tool waits for an answer. */
  get isAsking(): boolean {
    return this.#asking > 0;
  }

  /** Whether the picture's server has kept its pixels from scripts. */
  get isUnread(): boolean {
    return this.#unread;
  }

  /** What tools ask; undefined also when the picture has gone before the answer came. */
  readonly analyse: PaintDesk["analyse"] = async (name, ask) => {
    this.#asking += 1;
    this.#changed();
    try {
      const found = await this.ask(name, ask);
      this.#unread = found === undefined;
      return found;
    } catch {
      // The picture went away, or the worker did: what was asked is of no more use.
      return undefined;
    } finally {
      this.#asking -= 1;
      this.#changed();
    }
  };

  /** Undefined when the picture's server keeps its pixels from scripts. */
  async ask<Name extends "segments" | "region">(
    name: Name,
    ask: PixelTasks[Name]["ask"],
  ): Promise<PixelTasks[Name]["give"] | undefined> {
    this.#loaded ??= this.#load();
    return (await this.#loaded) ? this.client.ask(name, ask) : undefined;
  }

  /** The picture is another one. */
  forget(): void {
    this.#loaded = undefined;
  }

  async #load(): Promise<boolean> {
    const pixels = await this.#read();
    if (pixels === undefined) return false;
    const { data: rgba, width, height } = pixels;
    await this.client.ask("load", { rgba, size: { width, height } }, [rgba.buffer]);
    return true;
  }
}
