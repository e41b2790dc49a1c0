import { describe, expect, it } from "vitest";
import { findPreset } from "../../../../src-main/common/arch/presets";
import type { RunSummary } from "../../../../src-main/common/contract/host";
import {
  COLUMNS,
  NEWEST_FIRST,
  type RunsView,
  sortBy,
  viewRuns,
} from "../../../../src-renderer/features/runs/run-rows";
import { config, summary } from "../live/builders";

const score = (accuracy: number) => ({ loss: 1, accuracy, count: 100 });
const runs: RunSummary[] = [
  summary("first", {
    createdAt: 1,
    state: "completed",
    step: 8,
    totalSteps: 8,
    stepsPerEpoch: 4,
    bestValidationAccuracy: 0.7,
    lastValidation: score(0.6),
    startedAt: 0,
    endedAt: 9000,
  }),
  summary("second", {
    createdAt: 2,
    state: "failed",
    bestValidationAccuracy: 0.9,
    lastValidation: score(0.9),
    config: { ...config, architecture: findPreset("plain56"), data: { ...config.data, dataset: "mnist" } },
  }),
  summary("third", { createdAt: 3, state: "queued", queuePosition: 2 }),
  summary("fourth", { createdAt: 4, state: "queued", queuePosition: 1 }),
];
const names = (view: Partial<RunsView>) => viewRuns(runs, { ...NEWEST_FIRST, ...view }, 10_000).map((run) => run.name);

describe("viewRuns", () => {
  it("shows the newest first until told otherwise", () => {
    expect(names({})).toEqual(["fourth", "third", "second", "first"]);
  });

  it.each<[Partial<RunsView>, string[]]>([
    [{ search: "PLAIN mnist" }, ["second"]],
    [{ search: "ir" }, ["third", "first"]],
    [{ search: "resnet20 mnist" }, []],
    [{ state: "queued" }, ["fourth", "third"]],
    [{ state: "queued", search: "third" }, ["third"]],
  ])("finds %j", (view, found) => expect(names(view)).toEqual(found));

  it.each<[RunsView["column"], boolean, string[]]>([
    ["name", false, ["first", "fourth", "second", "third"]],
    ["state", false, ["fourth", "third", "first", "second"]],
    ["best", true, ["second", "first", "fourth", "third"]],
    ["best", false, ["first", "second", "fourth", "third"]],
    ["params", true, ["second", "fourth", "third", "first"]],
    ["duration", true, ["first", "fourth", "third", "second"]],
  ])("sorts by %s, descending %s, runs without a value last", (column, descending, order) => {
    expect(names({ column, descending })).toEqual(order);
  });

  it("sorts by every column without losing a run", () => {
    for (const column of COLUMNS) expect(names({ column }).sort()).toEqual(["first", "fourth", "second", "third"]);
  });
});

describe("sortBy", () => {
  it("starts text from A and numbers from the largest, then turns", () => {
    expect(sortBy(NEWEST_FIRST, "name")).toMatchObject({ column: "name", descending: false });
    expect(sortBy(NEWEST_FIRST, "best")).toMatchObject({ column: "best", descending: true });
    expect(sortBy(sortBy(NEWEST_FIRST, "best"), "best")).toMatchObject({ column: "best", descending: false });
  });
});
