import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findArchitecture } from "../../../src-main/cli/architecture";
import { findPreset } from "../../../src-main/common/arch/presets";

const folder = mkdtempSync(join(tmpdir(), "residua-architecture-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string | Buffer): string {
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
    ["more bytes than any architecture has", JSON.stringify({ name: "x".repeat(128 * 1024) })],
    ["bytes that are no UTF-8", Buffer.from('{"name":"\xff"}', "latin1")],
    ["lines in what is no JSON", "{\n\u001b[2J\n"],
    ["an architecture's prototype", '{"version":1,"__proto__":{"family":"vgg"}}'],
  ])("with %s is refused in one sentence", async (_, content) => {
    const refusal = expect.objectContaining({
      code: "INVALID_ARCHITECTURE",
      message: expect.stringMatching(/^[^\p{Cc}]{20,400}\.$/u),
    });
    await expect(findArchitecture(file(content))).rejects.toThrow(refusal);
  });

  it("may be a device or a folder only by name", async () => {
    const refusal = expect.objectContaining({ code: "FILE_NOT_FOUND", message: expect.stringContaining("not a file") });
    await expect(findArchitecture(`${folder}/`)).rejects.toThrow(refusal);
    await expect(findArchitecture("/dev/zero")).rejects.toThrow(refusal);
  });

  it("whose name drives a terminal is named without doing so", async () => {
    const refusal = expect.objectContaining({ message: expect.stringContaining("\\u001b[2J") });
    await expect(findArchitecture("./\u001b[2J.json")).rejects.toThrow(refusal);
  });
});
