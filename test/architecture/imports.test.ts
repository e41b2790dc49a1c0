import { beforeAll, describe, expect, it } from "vitest";
import configuration from "../../.dependency-cruiser.mjs";
import { type CruiseResult, cruise, cruiseFiles, ROOT } from "./cruise";

/** For each rule, files that break it and the import that must be found. */
const PLANTED: Readonly<Record<string, { from: string; imports: string }>> = {
  "common-imports": { from: "src-main/common/planted.ts", imports: "../store/module" },
  "engine-imports": { from: "src-main/engine/planted.ts", imports: "../trainer/module" },
  "interop-imports": { from: "src-main/interop/planted.ts", imports: "../engine/module" },
  "trainer-imports": { from: "src-main/trainer/planted.ts", imports: "../store/module" },
  "store-imports": { from: "src-main/store/planted.ts", imports: "../service/module" },
  "service-imports": { from: "src-main/service/planted.ts", imports: "../trainer/module" },
  "host-web-imports": { from: "src-main/host-web/planted.ts", imports: "../engine/module" },
  "host-electron-imports": { from: "src-main/host-electron/planted.ts", imports: "../host-web/module" },
  "cli-imports": { from: "src-main/cli/planted.ts", imports: "../engine/module" },
  "common-packages": { from: "src-main/common/package.ts", imports: "ws" },
  "common-no-node": { from: "src-main/common/node.ts", imports: "node:fs" },
  "tensorflow-in-engine": { from: "src-main/service/tensorflow.ts", imports: "@tensorflow/tfjs-node-gpu" },
  "electron-in-host-electron": { from: "src-main/service/electron.ts", imports: "electron" },
  "renderer-imports": { from: "src-renderer/ui/Planted.vue", imports: "../../src-main/service/module" },
  "renderer-no-node": { from: "src-renderer/ui/node.ts", imports: "node:fs" },
  "features-apart": { from: "src-renderer/features/run/Planted.vue", imports: "../runs/module" },
  "features-on-top": { from: "src-renderer/live/planted.ts", imports: "../features/runs/module" },
  "no-circular": { from: "src-main/store/ring-a.ts", imports: "./ring-b" },
  "no-unresolvable": { from: "src-main/store/lost.ts", imports: "./nowhere" },
  "no-dev-packages": { from: "src-main/service/dev.ts", imports: "vitest" },
};

/** What every folder may do, so that the rules are seen to forbid no more than they should. */
const ALLOWED: Readonly<Record<string, string>> = {
  "src-main/engine/allowed.ts": importing("../common/module", "@tensorflow/tfjs-node-gpu"),
  "src-main/trainer/allowed.ts": importing("../common/module", "../engine/module", "../interop/module", "node:fs"),
  "src-main/service/allowed.ts": importing("../common/module", "../store/module", "../interop/module"),
  "src-main/host-electron/allowed.ts": importing("../service/module", "electron"),
  "src-main/cli/allowed.ts": importing(
    "../common/module",
    "../service/module",
    "../store/module",
    "../host-web/module",
  ),
  "src-main/common/allowed.ts": importing("zod", "@orpc/contract"),
  "src-renderer/features/run/Allowed.vue": component(importing("../../ui/node", "../../../src-main/common/module")),
};

function importing(...names: string[]): string {
  return names.map((name, index) => `import * as m${index} from "${name}";\nexport { m${index} };\n`).join("");
}

function component(script: string): string {
  return `<script lang="ts">\n${script}</script>\n<template><p></p></template>\n`;
}

function plantedTree(): Record<string, string> {
  const rooms = ["common", "engine", "interop", "trainer", "store", "service", "host-web", "host-electron", "cli"];
  const files: Record<string, string> = { ...ALLOWED };
  for (const room of rooms) files[`src-main/${room}/module.ts`] = "export const value = 1;\n";
  files["src-renderer/features/runs/module.ts"] = "export const value = 1;\n";
  files["src-main/store/ring-b.ts"] = importing("./ring-a");
  for (const { from, imports } of Object.values(PLANTED)) {
    const text = importing(imports);
    files[from] = from.endsWith(".vue") ? component(text) : text;
  }
  return files;
}

describe("the import rules", () => {
  let planted: CruiseResult;
  beforeAll(() => {
    planted = cruiseFiles(plantedTree());
  });

  it("has a planted violation for every rule", () => {
    expect(Object.keys(PLANTED).sort()).toEqual(configuration.forbidden.map(({ name }) => name).sort());
  });

  it.each(Object.entries(PLANTED))("%s is found where it is broken", (rule, { from }) => {
    expect(
      planted.summary.violations.filter(({ rule: { name } }) => name === rule).map((found) => found.from),
    ).toContain(from);
  });

  it("forbids nothing that a folder may do", () => {
    expect(planted.summary.violations.filter(({ from }) => from in ALLOWED)).toEqual([]);
  });

  it("gives each rule a reason", () => {
    for (const { comment } of configuration.forbidden) expect(comment.length).toBeGreaterThan(40);
  });
});

describe("the project's own imports", () => {
  let project: CruiseResult;
  beforeAll(() => {
    project = cruise(ROOT);
  });

  it("breaks no rule", () => {
    expect(project.summary.violations).toEqual([]);
  });

  it("is really read: TypeScript on both sides, and the components' scripts", () => {
    const importsOf = (pattern: RegExp) =>
      project.modules
        .filter(({ source }) => pattern.test(source))
        .reduce((sum, { dependencies }) => sum + dependencies.length, 0);
    expect(project.summary.totalCruised).toBeGreaterThan(100);
    expect(importsOf(/^src-main\/.*\.ts$/)).toBeGreaterThan(100);
    expect(importsOf(/^src-renderer\/.*\.ts$/)).toBeGreaterThan(20);
    expect(importsOf(/^src-renderer\/.*\.vue$/)).toBeGreaterThan(20);
  });
});
