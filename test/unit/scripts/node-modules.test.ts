import { describe, expect, it } from "vitest";
import { matchesLockfile } from "../../../scripts/lib/node-modules.mjs";
import { isNodeNewEnough } from "../../../scripts/lib/setup.mjs";

const LOCKFILE = {
  packages: {
    "": { version: "0.1.0" },
    "node_modules/vue": { version: "3.5.45", integrity: "sha512-a" },
    "node_modules/fsevents": { version: "2.3.3", integrity: "sha512-b", optional: true },
  },
};
const installed = (packages: object) => ({ packages: { ...LOCKFILE.packages, ...packages } });

describe("matchesLockfile", () => {
  it("takes what npm wrote down after an install", () => {
    expect(matchesLockfile(LOCKFILE, LOCKFILE)).toBe(true);
  });

  it("does without another platform's optional packages", () => {
    const { "node_modules/fsevents": _, ...rest } = LOCKFILE.packages;
    expect(matchesLockfile(LOCKFILE, { packages: rest })).toBe(true);
  });

  it.each([
    ["nothing is installed, or npm was interrupted", null],
    ["a package is missing", { packages: { "node_modules/fsevents": LOCKFILE.packages["node_modules/fsevents"] } }],
    ["a version is another", installed({ "node_modules/vue": { version: "3.5.44", integrity: "sha512-a" } })],
    ["the content is another", installed({ "node_modules/vue": { version: "3.5.45", integrity: "sha512-c" } })],
  ])("installs when %s", (_, list) => {
    expect(matchesLockfile(LOCKFILE, list)).toBe(false);
  });
});

describe("isNodeNewEnough", () => {
  it.each([
    ["20.19.0", true],
    ["20.18.3", false],
    ["22.0.0", true],
    ["18.20.8", false],
  ])("%s: %s", (version, expected) => {
    expect(isNodeNewEnough(version)).toBe(expected);
  });
});
