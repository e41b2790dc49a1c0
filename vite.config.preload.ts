/** Bundles the desktop host's preload script: one CommonJS file, since a sandboxed page loads no modules for it. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: "node20",
    outDir: "dist/preload",
    emptyOutDir: true,
    rolldownOptions: {
      input: { preload: fileURLToPath(new URL("src-main/host-electron/preload.ts", import.meta.url)) },
      output: { format: "cjs", entryFileNames: "preload.cjs" },
    },
  },
});
