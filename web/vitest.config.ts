import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "happy-dom",
    setupFiles: ["vitest.setup.ts"],
    include: ["{crowd,portal,console,shared}/**/*.test.ts"],
    // One thread is enough for pure logic and leaves the rest of a small machine alone.
    maxWorkers: 1,
  },
});
