/** Rules of the house that no linter has. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ROOT } from "./cruise";

/** Lines by the file's ending. */
const LIMITS: Readonly<Record<string, number>> = { ts: 400, mjs: 400, vue: 250 };

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const sources = tracked.filter((path) => /^(src-main|src-renderer|test|scripts|bin)\/.*\.(ts|mjs|vue)$/.test(path));

describe("the sources", () => {
  it("are found", () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  it("have a length that can be read at one sitting", () => {
    const lines = (path: string) => read(path).split("\n").length - 1;
    const tooLong = sources.filter((path) => lines(path) > (LIMITS[path.split(".").at(-1) ?? ""] ?? 0));
    expect(tooLong.map((path) => `${path}: ${lines(path)} lines`)).toEqual([]);
  });

  it("neither say `any` nor silence a checker", () => {
    const silenced = /: any[;,)\]}>=[]|\bas any\b|<any>|@ts-ignore|@ts-nocheck|@ts-expect-error|biome-ignore-all/;
    const own = "test/architecture/house.test.ts";
    const found = sources
      .filter((path) => path !== own)
      .flatMap((path) =>
        read(path)
          .split("\n")
          .filter((line) => silenced.test(line))
          .map((line) => `${path}: ${line}`),
      );
    expect(found).toEqual([]);
  });

  it("have names in kebab-case, components in PascalCase, and texts the name of their key", () => {
    const named = (path: string) => {
      const name = path.split("/").at(-1) ?? "";
      if (path.startsWith("src-renderer/locales/")) return /^[a-z][A-Za-z0-9-]*\.ts$/.test(name);
      return name.endsWith(".vue")
        ? /^[A-Z][A-Za-z0-9]*\.vue$/.test(name)
        : /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)+$/.test(name);
    };
    expect(sources.filter((path) => !named(path))).toEqual([]);
  });
});

describe("the packages", () => {
  const manifest = z
    .object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read("package.json")));
  const lockfile = z
    .object({
      packages: z.record(z.string(), z.object({ version: z.string().optional(), resolved: z.string().optional() })),
    })
    .parse(JSON.parse(read("package-lock.json")));

  it("are pinned to one version each", () => {
    const pins = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(pins.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it("have no address in the lockfile, so that each machine uses the registry it is set up for", () => {
    const packages = Object.entries(lockfile.packages);
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([name]) => name)).toEqual([]);
    expect(read("package-lock.json")).not.toMatch(
      /https?:\/\/(?!.*(funding|opencollective|github\.com\/sponsors))[^"]*\.tgz/,
    );
  });

  it("include TypeScript 5, since the import rules silently check nothing with 7", () => {
    expect(lockfile.packages["node_modules/typescript"]?.version).toMatch(/^5\./);
  });
});
