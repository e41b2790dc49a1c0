import { describe, expect, it } from "vitest";
import { commit, redo, seal, startHistory, undo } from "../../../../src-renderer/features/architecture/model/history";

describe("history", () => {
  it("goes back and forth through every step", () => {
    const edited = commit(commit(startHistory("a"), "b", null), "c", null);
    expect(undo(edited).present).toBe("b");
    expect(undo(undo(edited)).present).toBe("a");
    expect(redo(redo(undo(undo(edited)))).present).toBe("c");
  });

  it("makes one step of edits to the same field, until it is sealed", () => {
    const typed = commit(commit(startHistory("1"), "12", "width"), "128", "width");
    expect(undo(typed).present).toBe("1");
    const returned = commit(seal(typed), "256", "width");
    expect(undo(returned).present).toBe("128");
  });

  it("starts a step when another field is edited", () => {
    const both = commit(commit(startHistory("a"), "b", "width"), "c", "stride");
    expect(undo(both).present).toBe("b");
  });

  it("forgets what was undone once something else is edited", () => {
    const branched = commit(undo(commit(startHistory("a"), "b", null)), "c", null);
    expect(branched.future).toEqual([]);
    expect(redo(branched).present).toBe("c");
  });

  it("stays where it is at both ends", () => {
    const start = startHistory("a");
    expect(undo(start)).toBe(start);
    expect(redo(start)).toBe(start);
  });

  it("doesn't join an edit to the step before an undo", () => {
    const resumed = commit(undo(commit(commit(startHistory("a"), "b", "width"), "c", "stride")), "d", "width");
    expect(undo(resumed).present).toBe("b");
  });
});
