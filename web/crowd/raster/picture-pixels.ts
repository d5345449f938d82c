import { PixelClient } from "./pixel-client.js";
import type { PixelTasks } from "./pixel-tasks.js";

/** The picture's own pixels, handed to the worker when a tool first asks about them. */
export class PicturePixels {
  readonly client = new PixelClient();
  readonly #read: () => Promise<ImageData | undefined>;
  #loaded: Promise<boolean> | undefined;

  constructor(read: () => Promise<ImageData | undefined>) {
    this.#read = read;
  }

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
