import { expect, it } from "vitest";
import { analyse } from "../../../../../src-main/common/arch/analysis";
import { price } from "../../../../../src-main/common/arch/diagnostics/price";
import { designed, problemOf } from "./specs";

it("a repair is priced by what the architecture has after it and not before", () => {
  const spec = designed([{}, { kernel: 1 }], {}, { shortcut: "none" });
  const [toKernel, toPadding] = problemOf(spec, "PADDED_1X1").fixes.filter(({ id }) => !id.startsWith("use"));
  if (!toKernel || !toPadding) throw new Error("Expected two repairs.");
  const before = analyse(spec);
  // Eight weights more for each of the three stages' three 1x1 convolutions.
  expect(price(before, toKernel).params).toBe(3 * 8 * (16 ** 2 + 32 ** 2 + 64 ** 2));
  const cheaper = price(before, toPadding);
  expect(cheaper.params).toBe(0);
  expect(cheaper.macs).toBeLessThan(0);
  expect(cheaper.memory).toBeLessThan(0);
});
