/** Runs the project's own import rules over a tree, as `npm run check` does. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";

export const ROOT = resolve(import.meta.dirname, "../..");

const resultSchema = z.object({
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.unknown()) })),
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});
export type CruiseResult = z.infer<typeof resultSchema>;

/** @param root holds src-main, src-renderer and the configuration */
export function cruise(root: string): CruiseResult {
  const program = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [program, "src-main", "src-renderer", "--config", ".dependency-cruiser.mjs", "--output-type", "json"];
  const output = execFileSync(process.execPath, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  return resultSchema.parse(JSON.parse(output));
}

/** Cruises a tree of these files under the project's configuration and packages, and takes it away again. */
export function cruiseFiles(files: Readonly<Record<string, string>>): CruiseResult {
  const folder = mkdtempSync(join(tmpdir(), "residua-planted-"));
  try {
    for (const name of [".dependency-cruiser.mjs", "tsconfig.json", "tsconfig.base.json", "package.json"]) {
      copyFileSync(join(ROOT, name), join(folder, name));
    }
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return cruise(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
