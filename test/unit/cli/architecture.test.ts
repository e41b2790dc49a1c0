import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findArchitecture } from "../../../src-main/cli/architecture";
import { findPreset } from "../../../src-main/common/arch/presets";

const folder = mkdtempSync(join(tmpdir(), "residua-architecture-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string): string {
  const path = join(folder, "net.json");
  writeFileSync(path, content);
  return path;
}

describe("an architecture file", () => {
  it("may begin with a byte order mark", async () => {
    const spec = { ...findPreset("resnet20"), name: "mine" };
    expect(await findArchitecture(file(`\uFEFF${JSON.stringify(spec)}`))).toEqual(spec);
  });

  it("needs no field that has a default", async () => {
    const { version, family, input, classes, stem, stemWidth, block, stages, shortcut } = findPreset(
      "resnet20",
    ) as never;
    const required = { version, family, name: "mine", input, classes, stem, stemWidth, block, stages, shortcut };
    expect(await findArchitecture(file(JSON.stringify(required)))).toEqual({ ...findPreset("resnet20"), name: "mine" });
  });

  it.each([
    ["nothing", ""],
    ["half a file", '{"version":1,'],
    ["nests without an end", "[".repeat(100_000) + "]".repeat(100_000)],
    ["a mebibyte and more", JSON.stringify({ name: "x".repeat(2 ** 20) })],
    ["an architecture's prototype", '{"version":1,"__proto__":{"family":"vgg"}}'],
  ])("with %s is refused in one sentence", async (_, content) => {
    const refusal = expect.objectContaining({
      code: "INVALID_ARCHITECTURE",
      message: expect.stringMatching(/^[^\n]{20,400}\.$/),
    });
    await expect(findArchitecture(file(content))).rejects.toThrow(refusal);
  });
});
