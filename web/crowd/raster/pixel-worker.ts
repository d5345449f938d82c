import { PixelTaskRunner, type PixelTask } from "./pixel-tasks.js";

const runner = new PixelTaskRunner();

self.onmessage = ({ data: { id, task } }: MessageEvent<{ id: number; task: PixelTask }>) => {
  try {
    self.postMessage({ id, result: runner.run(task) });
  } catch (error) {
    self.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
};
