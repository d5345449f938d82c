import PixelWorker from "./pixel-worker.js?worker&inline";
import { PixelTaskRunner, type PixelTask, type PixelTasks } from "./pixel-tasks.js";

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** Asks a worker about pixels; where the page may not start one, the page does the work itself. */
export class PixelClient {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #runner: PixelTaskRunner | undefined;
  #next = 0;

  async ask<Name extends keyof PixelTasks>(
    name: Name,
    task: PixelTasks[Name]["ask"],
    transfer: Transferable[] = [],
  ): Promise<PixelTasks[Name]["give"]> {
    const whole = { name, ...task } as unknown as PixelTask;
    const worker = this.#started();
    if (worker === undefined) return (this.#runner ??= new PixelTaskRunner()).run(whole);
    this.#next += 1;
    const id = this.#next;
    const answered = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    worker.postMessage({ id, task: whole }, transfer);
    return (await answered) as PixelTasks[Name]["give"];
  }

  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(new Error("the worker has ended"));
    this.#waiting.clear();
  }

  #started(): Worker | undefined {
    if (this.#worker !== undefined || this.#runner !== undefined) return this.#worker;
    try {
      this.#worker = new PixelWorker();
    } catch {
      return undefined;
    }
    this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.error === undefined) waiting?.resolve(data.result);
      else waiting?.reject(new Error(data.error));
    };
    // A page's own policy may refuse the worker without a word until now.
    this.#worker.onerror = () => {
      this.#runner = new PixelTaskRunner();
      this.close();
    };
    return this.#worker;
  }
}
