import { describe, expect, it } from "vitest";
import { errorOf } from "../../../src-main/service/trainers/exit-reason";

const sentence = (lines: string[], signal: NodeJS.Signals | null = "SIGABRT", code: number | null = null) =>
  errorOf({ kind: "crashed", signal, code, lines }).message;

describe("the sentence about a crash", () => {
  it("names the signal, what it means, and the last line", () => {
    expect(sentence(["one", "Check failed: a == b"])).toBe(
      "The trainer process died by SIGABRT (a check inside TensorFlow failed). Its last words were: Check failed: a == b",
    );
    expect(sentence([], null, 9)).toBe(
      "The trainer process ended with exit code 9 without a result. It left no last words.",
    );
  });

  it("passes TensorFlow's notes over, which tell what is normal", () => {
    const notes = [
      "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR",
      "I0000 00:00:1795520847.344379 13094 port.cc:153] oneDNN custom operations are on.",
      "2026-11-24 11:46:51.1: I tensorflow/core: hello",
    ];
    expect(sentence(notes)).toContain("It left no last words.");
    expect(sentence(["F0000 00:00:1 1 op.cc:1] Check failed", ...notes])).toContain("op.cc:1] Check failed");
  });

  it("quotes the exception of Node's report, not its end", () => {
    const report = ["node:internal:1", "TypeError: x is no function", "    at f (file.js:1:1)", "", "Node.js v20.20.2"];
    expect(sentence(report, null, 1)).toContain("Its last words were: TypeError: x is no function");
  });
});
