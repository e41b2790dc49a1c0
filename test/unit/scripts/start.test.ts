import { describe, expect, it } from "vitest";
import { obstacleOf } from "../../../scripts/lib/electron.mjs";
import { parseStartOptions } from "../../../scripts/lib/start-options.mjs";

describe("the options of npm start", () => {
  it.each([
    [[], { web: false, serve: [] }],
    [["--web"], { web: true, serve: [] }],
    [["--no-open"], { web: true, serve: ["--no-open"] }],
    [["--port", "8080", "--store=/tmp/a=b"], { web: true, serve: ["--port", "8080", "--store", "/tmp/a=b"] }],
    [["--store", "s"], { web: false, serve: ["--store", "s"] }],
  ])("%j", (args, options) => {
    expect(parseStartOptions(args)).toEqual(options);
  });

  it.each([[["--prot", "1"]], [["--port"]], [["--store="]], [["serve"]]])("refuses %j as wrong usage", (args) => {
    expect(() => parseStartOptions(args)).toThrowError(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringMatching(new RegExp(`${args[0]?.replace("=", "")}.*--no-open`)),
      }),
    );
  });
});

describe("obstacleOf", () => {
  it.each([
    ["linux", {}, 1000, /no display/],
    ["linux", { DISPLAY: ":0" }, 0, /than root/],
    ["linux", { WAYLAND_DISPLAY: "wayland-0" }, 1000, null],
    ["darwin", {}, 501, null],
    ["win32", {}, null, null],
  ] as const)("%s %j as user %s", (platform, env, user, reason) => {
    const obstacle = obstacleOf(platform, env, user);
    if (reason === null) expect(obstacle).toBeNull();
    else expect(obstacle).toMatch(reason);
  });
});
