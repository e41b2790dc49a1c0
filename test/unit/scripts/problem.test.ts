import { describe, expect, it } from "vitest";
import {
  missingCompiler,
  missingPip,
  missingSpace,
  notFetched,
  systemOf,
  unknownOption,
  unsupportedPlatform,
} from "../../../scripts/lib/problem.mjs";

const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n';

describe("systemOf", () => {
  it.each([
    ["linux", DEBIAN, "debian"],
    ["linux", 'ID=linuxmint\nID_LIKE="ubuntu debian"\n', "debian"],
    ["linux", 'ID="rocky"\nID_LIKE="rhel centos fedora"\n', "fedora"],
    ["linux", "ID=alpine\n", "other"],
    ["linux", "", "other"],
    ["darwin", "", "macos"],
    ["win32", "", "windows"],
  ] as const)("%s with %j is %s", (platform, release, system) => {
    expect(systemOf(platform, release)).toBe(system);
  });
});

describe("each thing that can be missing", () => {
  const sentences = [
    { message: missingPip("debian", "no network").message, says: ["pip", "apt install python3-pip", "no network"] },
    { message: missingPip("macos", "no network").message, says: ["brew install python"] },
    { message: missingCompiler("debian", "no network").message, says: ["C++ compiler", "apt install g++"] },
    { message: missingCompiler("macos", "x").message, says: ["xcode-select --install"] },
    {
      message: missingSpace("/home/a/.cache", 2e9, 3.1e8, "Getting TensorFlow 2.21.0").message,
      says: ["2.0 GB", "310 MB", "/home/a/.cache", "RESIDUA_CACHE"],
    },
    {
      message: notFetched("tensorflow-cpu==2.21.0", "PyPI", "Connection refused").message,
      says: ["tensorflow-cpu==2.21.0", "PyPI", "Connection refused", "network"],
    },
    { message: unsupportedPlatform("freebsd-x64").message, says: ["freebsd-x64", "Linux", "macOS", "WSL2"] },
    { message: unknownOption("--prot", ["--port N"]).message, says: ["--prot", "--port N"] },
  ];

  it.each(sentences)("is told in one sentence with the way out: $message", ({ message, says }) => {
    for (const part of says) expect(message).toContain(part);
    expect(message.endsWith(".")).toBe(true);
    expect(message).not.toContain("\n");
    expect(message.slice(0, -1)).not.toMatch(/\. [A-Z]/);
  });

  it("is the fault of the usage only for an unknown option", () => {
    expect(unknownOption("--x", []).exitCode).toBe(2);
    expect(missingPip("other", "").exitCode).toBe(1);
  });
});
