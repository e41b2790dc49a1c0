import { describe, expect, it } from "vitest";
import { safeFileName } from "../../../../src-renderer/ui/save-file";

describe("safeFileName", () => {
  it.each([
    ["ResNet-20 / shapes: loss", "ResNet-20-shapes-loss"],
    ["../../etc/passwd", "..-..-etc-passwd"],
    ["실행 1", "실행-1"],
    ["///", "file"],
  ])("turns %j into %j", (text, name) => expect(safeFileName(text)).toBe(name));
});
