/**
 * Why branch and shortcut of a block written by hand end in different shapes: both paths are walked from the block's
 * input, and each layer is held against what a sound block does there. A sound branch takes the block's stride once
 * and keeps the map otherwise, so that it ends at ceil(n / stride), where the shortcut is too.
 */
import { outerWidth } from "../block-design";
import type { Shape } from "../spec";
import {
  convName,
  type DesignedSpec,
  fitPadding,
  leaveShortcutsOut,
  strideCarrier,
  strideConv,
  strideProjection,
  unstrideConv,
  unstrideStages,
  useProjection,
} from "./block-repairs";
import { shown } from "./context";
import { sizeAfter } from "./map-sizes";
import { type Cause, cause, type Fix } from "./problem";

/** What is wrong, with the numbers that its sentence needs; `conv` counts from 0. */
export type Fault =
  | { id: "strideRepeated"; conv: number; stride: number }
  | { id: "paddingGrows" | "paddingShrinks"; conv: number; kernel: number; padding: number; by: number }
  | { id: "strideUntaken" | "shortcutUnstrided"; stride: number }
  | { id: "projectionMissing"; input: Shape };

/** Where a block stands: what it reads, CxHxW, and what it has to reach. */
export interface BlockInput {
  shape: Shape;
  stride: number;
  width: number;
}

/** The faults that show in this block; a stride's is none where the block's is 1. */
export function faultsOf(spec: DesignedSpec, input: BlockInput): Fault[] {
  const { faults, strided } = walkBranch(spec, input);
  const fault = shortcutFault(spec, input, strided);
  return fault ? [...faults, fault] : faults;
}

function walkBranch(spec: DesignedSpec, { shape, stride }: BlockInput): { faults: Fault[]; strided: boolean } {
  const faults: Fault[] = [];
  let [, height = 0, width = 0] = shape;
  let strided = false;
  spec.block.convs.forEach(({ kernel, padding, ...takes }, conv) => {
    const step = takes.strided ? stride : 1;
    if (step > 1 && strided && (height > 1 || width > 1)) faults.push({ id: "strideRepeated", conv, stride });
    const window = { kernel, padding, stride: step };
    const by =
      sizeAfter(height, window) - Math.ceil(height / step) || sizeAfter(width, window) - Math.ceil(width / step);
    if (by !== 0) {
      const id = by > 0 ? "paddingGrows" : "paddingShrinks";
      faults.push({ id, conv, kernel, padding, by: Math.abs(by) });
    }
    strided ||= step > 1;
    [height, width] = [sizeAfter(height, window), sizeAfter(width, window)];
  });
  return { faults, strided };
}

function shortcutFault(spec: DesignedSpec, { shape, stride, width }: BlockInput, strided: boolean): Fault | null {
  const { projection } = spec.block;
  if (projection === "missing") {
    const changes = strided || shape[0] !== outerWidth(spec, width);
    return changes ? { id: "projectionMissing", input: shape } : null;
  }
  if (stride === 1 || strided === (projection === "strided")) return null;
  return { id: strided ? "shortcutUnstrided" : "strideUntaken", stride };
}

export function causeOf(fault: Fault): Cause {
  switch (fault.id) {
    case "strideRepeated":
      return cause(fault.id, { conv: convName(fault.conv), stride: fault.stride });
    case "paddingGrows":
    case "paddingShrinks": {
      const { id, conv, kernel, padding, by } = fault;
      return cause(id, { conv: convName(conv), kernel, padding, by });
    }
    case "projectionMissing":
      return cause(fault.id, { input: shown(fault.input) });
    default:
      return cause(fault.id, { stride: fault.stride });
  }
}

/** Best first. */
export function repairsOf(spec: DesignedSpec, fault: Fault): Fix[] {
  const carrier = strideCarrier(spec.block);
  switch (fault.id) {
    case "strideRepeated": {
      // Between two either may be the one to keep it.
      const two = spec.block.convs.filter((conv) => conv.strided).length === 2;
      return [unstrideConv(spec, fault.conv), ...(two ? [unstrideConv(spec, carrier)] : [])];
    }
    case "paddingGrows":
    case "paddingShrinks":
      return fitPadding(spec, fault.conv);
    case "strideUntaken":
      return [strideConv(spec, carrier), unstrideStages(spec)];
    case "shortcutUnstrided":
      return [strideProjection(spec), unstrideStages(spec)];
    case "projectionMissing":
      return [useProjection(spec), leaveShortcutsOut(spec)];
  }
}
