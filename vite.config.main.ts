/** Bundles the Node side: one file per process, with everything from node_modules left where it is. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** Output name in dist/main to source file: each is a process or thread of its own, so nothing else is an entry. */
const ENTRIES: Readonly<Record<string, string>> = {
  residua: "src-main/cli/main.ts",
  trainer: "src-main/trainer/main.ts",
  "data-worker": "src-main/trainer/data/worker.ts",
  "electron-main": "src-main/host-electron/main.ts",
};

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const present = Object.entries(ENTRIES).filter(([, file]) => existsSync(pathOf(file)));

export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: "node20",
    outDir: "dist/main",
    emptyOutDir: true,
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries(present.map(([name, file]) => [name, pathOf(file)])),
      output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
    },
  },
});
