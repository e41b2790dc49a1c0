import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compileArguments } from "../../../../scripts/lib/binding.mjs";
import { filesOf } from "../../../../scripts/lib/library.mjs";
import {
  bindingFolder,
  bindingPackage,
  cacheFolder,
  libraryFolder,
  stockBinding,
} from "../../../../src-main/engine/native/cache.mjs";
import { HEADERS, LIBRARY_ROWS, libraryRow } from "../../../../src-main/engine/native/platforms.mjs";
import { engineStatus } from "../../../../src-main/engine/native/status";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "residua-native-"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function touch(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "");
}

/** The npm package's sources in a folder that may be changed. */
function copyOfPackage(): string {
  const folder = join(root, "package");
  cpSync(join(bindingPackage(), "binding"), join(folder, "binding"), { recursive: true });
  cpSync(join(bindingPackage(), "scripts"), join(folder, "scripts"), { recursive: true });
  return folder;
}

describe("the table of libraries", () => {
  it("has a row of its own for each platform", () => {
    expect(LIBRARY_ROWS.map(({ platform }) => platform)).toEqual(["linux-x64", "linux-arm64", "darwin-arm64"]);
    expect(libraryRow("linux", "arm64")?.requirement).toBe("tensorflow==2.21.0");
    expect(libraryRow("win32", "x64")).toBeNull();
  });

  it.each(LIBRARY_ROWS)("pins $platform by version and checksum", (row) => {
    expect(row.requirement).toMatch(new RegExp(`^tensorflow(-cpu)?==${row.version}$`));
    expect(row.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(filesOf(row).map(([member]) => member)).toContain(`tensorflow/${row.libraries[0]}`);
    expect(filesOf(row)).toHaveLength(row.libraries.length + HEADERS.length);
  });

  it.each(LIBRARY_ROWS)("compiles for $platform against both libraries, found relative to the binding", (row) => {
    const args = compileArguments("/cache/library", row, "/cache/library/bindings/x/tfjs_binding.node");
    for (const name of row.libraries) expect(args).toContain(join("/cache/library", "lib", name));
    expect(args.some((arg) => /^-Wl,-rpath,(\$ORIGIN|@loader_path)\/\.\.\/\.\.\/lib$/.test(arg))).toBe(true);
  });
});

describe("cacheFolder", () => {
  it.each([
    [{ RESIDUA_CACHE: "/mine", XDG_CACHE_HOME: "/xdg" }, "linux", /^\/mine$/],
    [{ XDG_CACHE_HOME: "/xdg" }, "linux", /^\/xdg\/residua$/],
    [{}, "linux", /\.cache\/residua$/],
    [{}, "darwin", /Library\/Caches\/Residua$/],
    [{ LOCALAPPDATA: "/local" }, "win32", /^\/local\/Residua\/Cache$/],
  ] as const)("%j on %s", (env, platform, expected) => {
    expect(cacheFolder({ ...env }, platform).replaceAll("\\", "/")).toMatch(expected);
  });
});

describe("bindingFolder", () => {
  it("is another one when the sources are", () => {
    const folder = copyOfPackage();
    const before = bindingFolder("/library", folder);
    expect(before).toBe(bindingFolder("/library"));
    writeFileSync(join(folder, "binding", "utils.h"), "// changed\n");
    expect(bindingFolder("/library", folder)).not.toBe(before);
  });
});

describe("engineStatus", () => {
  const row = libraryRow();

  it("says what is missing and what to do, of an empty cache", () => {
    expect(engineStatus(root, copyOfPackage())).toMatchObject({
      state: "missing",
      remedy: expect.stringContaining("npm run setup"),
    });
    expect(engineStatus(root, null)).toMatchObject({ reason: expect.stringContaining("@tensorflow/tfjs-node-gpu") });
  });

  it.runIf(row !== null)("is ready only when libraries and binding are there", () => {
    if (row === null) return;
    const packageFolder = copyOfPackage();
    const library = libraryFolder(root, row);
    for (const name of row.libraries) touch(join(library, "lib", name));
    expect(engineStatus(root, packageFolder)).toMatchObject({ reason: expect.stringContaining("binding for Node") });
    const bindingPath = join(bindingFolder(library, packageFolder), "tfjs_binding.node");
    touch(bindingPath);
    expect(engineStatus(root, packageFolder)).toEqual({ state: "ready", bindingPath, version: row.version });
    rmSync(join(library, "lib", row.libraries[1] ?? ""));
    expect(engineStatus(root, packageFolder).state).toBe("missing");
  });

  it("takes the npm package's own binding where the cache has none", () => {
    const packageFolder = copyOfPackage();
    touch(stockBinding(packageFolder));
    const bindingPath = stockBinding(packageFolder);
    expect(engineStatus(root, packageFolder)).toEqual({ state: "ready", bindingPath, version: "2.9.1" });
  });
});
