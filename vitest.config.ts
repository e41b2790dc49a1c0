/** One project per kind of test, so that each can be run, timed and reported by itself. */
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";

const project = (name: string, options: { testTimeout?: number; fileParallelism?: boolean } = {}) => ({
  plugins: [vue()],
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    environment: "node",
    // TensorFlow's state is per process, and it must never be loaded in a worker thread.
    pool: "forks" as const,
    testTimeout: 10_000,
    hookTimeout: 120_000,
    ...options,
  },
});

export default defineConfig({
  test: {
    projects: [
      project("unit"),
      project("contract"),
      project("architecture", { testTimeout: 120_000 }),
      // Training occupies every core: side by side these would only slow each other down.
      project("engine", { testTimeout: 300_000, fileParallelism: false }),
      project("integration", { testTimeout: 300_000, fileParallelism: false }),
      project("e2e", { testTimeout: 300_000, fileParallelism: false }),
    ],
  },
});
