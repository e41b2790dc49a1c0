import { describe, expect, it } from "vitest";
import { parseArchSpec } from "../../../../src-main/common/arch/adapt";
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";
import { SCHEMA_FILE, specFileText } from "../../../../src-main/common/arch/spec-file";
import {
  type RecentFile,
  recentFilesSchema,
  withoutRecent,
  withRecent,
} from "../../../../src-renderer/features/architecture/model/recent-files";

const file = (name: string, at = 0): RecentFile => ({ name, at, spec: findPreset("resnet20") });
const names = (files: readonly RecentFile[]) => files.map(({ name }) => name);

describe("recent files", () => {
  it("stand newest first, each once, and no more than eight", () => {
    const files = ["a", "b", "c"].reduce<RecentFile[]>((all, name) => withRecent(all, file(name)), []);
    expect(names(files)).toEqual(["c", "b", "a"]);
    expect(names(withRecent(files, file("a", 7)))).toEqual(["a", "c", "b"]);
    expect(withRecent(files, file("a", 7))[0]?.at).toBe(7);
    const many = Array.from("abcdefghij").reduce<RecentFile[]>((all, name) => withRecent(all, file(name)), []);
    expect(names(many)).toEqual(Array.from("jihgfedc"));
  });

  it("can be removed", () => {
    expect(names(withoutRecent([file("a"), file("b")], "a"))).toEqual(["b"]);
  });

  it("come back from storage as they were put there", () => {
    const files = [file("a", 1)];
    expect(recentFilesSchema.parse(JSON.parse(JSON.stringify(files)))).toEqual(files);
    expect(recentFilesSchema.safeParse([{ name: "a", at: 1, spec: {} }]).success).toBe(false);
  });
});

describe("an architecture file", () => {
  it.each(PRESETS)("of $name is read back the same", (preset) => {
    expect(parseArchSpec(JSON.parse(specFileText(preset)))).toEqual(preset);
  });

  it("tells editors where its schema lies, before all else", () => {
    expect(Object.entries(JSON.parse(specFileText(findPreset("vgg11"))))[0]).toEqual(["$schema", `./${SCHEMA_FILE}`]);
  });

  it("is refused where the schema's place is no text", () => {
    const value = { ...findPreset("vgg11"), $schema: 7 };
    expect(() => parseArchSpec(value)).toThrow(expect.objectContaining({ code: "INVALID_ARCHITECTURE" }));
  });
});
