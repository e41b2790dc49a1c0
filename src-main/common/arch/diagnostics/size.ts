/** Networks that the schema allows and no machine can hold. */
import { FLOAT_BYTES } from "../memory";
import type { Check } from "./context";
import { type Cause, cause, problem } from "./problem";
import { shownValue } from "./values";

/** Above it, whole numbers are no longer told apart. */
const MOST_COUNTED = 2 ** 53;
/** 1 TiB for a single image. */
const MOST_BYTES = 2 ** 40;

const UNITS = ["TiB", "PiB", "EiB"];

export const tooLarge: Check = ({ costs: { params, macs, memory } }) => {
  const causes: Cause[] = [];
  if (params > MOST_COUNTED) causes.push(cause("parameters", { total: params }));
  if (macs > MOST_COUNTED) causes.push(cause("macs", { total: macs }));
  // Weights and their gradients, with the maps and theirs.
  const bytes = 2 * FLOAT_BYTES * params + memory.training;
  if (bytes > MOST_BYTES) causes.push(cause("memory", { total: inUnits(bytes / MOST_BYTES) }));
  return causes.length > 0 ? [problem("TOO_LARGE", "error", null, {}, { causes })] : [];
};

function inUnits(tebibytes: number): string {
  let [amount, unit] = [tebibytes, 0];
  while (amount >= 1024 && unit < UNITS.length - 1) [amount, unit] = [amount / 1024, unit + 1];
  return `${shownValue(Number(amount.toPrecision(3)))} ${UNITS[unit]}`;
}
