/** Bundles the window. Both hosts serve dist/renderer as it is, at the root of their address. */

import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  root: fileURLToPath(new URL("src-renderer", import.meta.url)),
  // Not relative: a window reloaded at /runs/ID would look for its scripts below /runs.
  base: "/",
  plugins: [vue()],
  build: {
    target: "es2022",
    outDir: fileURLToPath(new URL("dist/renderer", import.meta.url)),
    emptyOutDir: true,
    // Inlined assets are data: addresses, which the window's content security policy refuses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
});
