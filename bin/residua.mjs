#!/usr/bin/env node
// The command line's door: everything behind it is TypeScript, and has to be built first.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const built = new URL("../dist/main/residua.js", import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else {
  console.error(`Residua is not built yet (${fileURLToPath(built)} is missing): run \`npm run setup\` first.`);
  process.exitCode = 1;
}
