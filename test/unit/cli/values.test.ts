import { describe, expect, it } from "vitest";
import * as values from "../../../src-main/cli/values";
import { ResiduaError } from "../../../src-main/common/errors";

const parsers = {
  batch: values.integer("batch", { min: 1, max: 65_536 }),
  lr: values.number("lr", { min: 0, max: 1000 }),
  momentum: values.number("momentum", { min: 0, max: 1, below: true }),
  std: values.numbers("std", { min: 0, max: 1000, above: true }),
  milestones: values.integers("milestones", { min: 1, max: 100 }),
  schedule: values.oneOf("schedule", ["constant", "step", "cosine"]),
  store: values.path("store"),
  device: values.device,
  input: values.input,
};

describe("values of flags", () => {
  const ACCEPTED: readonly [keyof typeof parsers, string, unknown][] = [
    ["batch", "1", 1],
    ["batch", "65536", 65_536],
    ["lr", "0.1", 0.1],
    ["lr", "1e-4", 1e-4],
    ["lr", ".5", 0.5],
    ["lr", "0", 0],
    ["momentum", "0.9", 0.9],
    ["std", "0.2,1e-1,3", [0.2, 0.1, 3]],
    ["milestones", "10,20", [10, 20]],
    ["schedule", "cosine", "cosine"],
    ["store", "a folder/폴더", "a folder/폴더"],
    ["device", "cpu", "cpu"],
    ["device", "gpu:1", "gpu:1"],
    ["input", "3x28x32", [3, 28, 32]],
  ];
  it.each(ACCEPTED)("%s takes %s", (flag, text, value) => {
    expect(parsers[flag](text)).toEqual(value);
  });

  const REFUSED: readonly [keyof typeof parsers, string, string][] = [
    ["batch", "0", "a whole number from 1 to 65536"],
    ["store", "", "a path"],
    ["store", "  ", "a path"],
    ["batch", "-3", "from 1"],
    ["batch", "1.5", "whole number"],
    ["batch", "1e2", "whole number"],
    ["batch", "", "whole number"],
    ["batch", "12 ", "whole number"],
    ["batch", "99999999999999999999", "to 65536"],
    ["lr", "abc", "a number from 0 to 1000"],
    ["lr", "0.1x", "a number"],
    ["lr", "0x10", "a number"],
    ["lr", "NaN", "a number"],
    ["lr", "Infinity", "a number"],
    ["lr", "-0.1", "from 0"],
    ["lr", "1e400", "to 1000"],
    ["momentum", "1", "below 1"],
    ["std", "0.5,0", "above 0"],
    ["std", "0.5,,1", "commas"],
    ["milestones", "10,x", "whole numbers from 1 to 100"],
    ["schedule", "cosin", "did you mean cosine?"],
    ["device", "gpu", "gpu:N"],
    ["input", "3x0x32", "3x32x32"],
    ["input", "32x32", "CxHxW"],
  ];
  it.each(REFUSED)("%s refuses %j and says what is accepted", (flag, text, accepted) => {
    const parse = () => parsers[flag](text);
    expect(parse).toThrow(ResiduaError);
    expect(parse).toThrow(accepted);
    expect(parse).toThrow(`"${text}"`);
    expect(parse).toThrow(expect.objectContaining({ code: "INVALID_VALUE", field: flag }));
  });
});
