/**
 * Why branch and shortcut of a block written by hand end in different sizes: both paths are walked from the block's
 * input, and each layer is held against what a sound block does there. A sound branch takes the block's stride once
 * and keeps the map otherwise, so that it ends at ceil(n / stride), where the shortcut is too.
 */
import { outerWidth } from "../block-design";
import {
  convName,
  type DesignedSpec,
  fitPadding,
  strideCarrier,
  strideConv,
  strideProjection,
  unstrideConv,
  unstrideStages,
  useProjection,
} from "./block-repairs";
import { shown } from "./context";
import { sizeAfter } from "./map-sizes";
import { type Cause, cause, type Fix, repair } from "./problem";

export interface Fault {
  cause: Cause;
  /** Best first. */
  fixes: readonly Fix[];
}

/** Where a block stands: what it reads, CxHxW, and its stage. */
export interface BlockInput {
  shape: readonly number[];
  stride: number;
  width: number;
}

/** The faults that show in this block; one of a stride is none where the block's is 1. */
export function faultsOf(spec: DesignedSpec, input: BlockInput): Fault[] {
  const branch = walkBranch(spec, input);
  return [...branch.faults, ...shortcutFaults(spec, input, branch.strided)];
}

function walkBranch(spec: DesignedSpec, { shape, stride }: BlockInput): { faults: Fault[]; strided: boolean } {
  const faults: Fault[] = [];
  let map = shape.slice(1);
  let strided = false;
  spec.block.convs.forEach((conv, i) => {
    const step = conv.strided ? stride : 1;
    const sound = map.map((size) => Math.ceil(size / step));
    const actual = map.map((size) => sizeAfter(size, { ...conv, stride: step }));
    if (step > 1 && strided && !equal(sound, map)) faults.push(strideRepeated(spec, i, stride));
    const by = (actual[0] ?? 0) - (sound[0] ?? 0) || (actual[1] ?? 0) - (sound[1] ?? 0);
    if (by !== 0) faults.push(paddingFault(spec, i, by));
    strided ||= step > 1;
    map = actual;
  });
  return { faults, strided };
}

export function strideRepeated(spec: DesignedSpec, index: number, stride: number): Fault {
  const first = strideCarrier(spec.block);
  const carriers = spec.block.convs.filter((conv) => conv.strided).length;
  const fixes = [unstrideConv(spec, index), ...(carriers === 2 ? [unstrideConv(spec, first)] : [])];
  return { cause: cause("strideRepeated", { conv: convName(index), stride }), fixes };
}

/** @param by pixels along a side that the map ends up larger than in a sound block */
function paddingFault(spec: DesignedSpec, index: number, by: number): Fault {
  const { kernel = 1, padding = 0 } = spec.block.convs[index] ?? {};
  const values = { conv: convName(index), kernel, padding, by: Math.abs(by) };
  return { cause: cause(by > 0 ? "paddingGrows" : "paddingShrinks", values), fixes: fitPadding(spec, index) };
}

function shortcutFaults(spec: DesignedSpec, { shape, stride, width }: BlockInput, branchStrided: boolean): Fault[] {
  const { projection } = spec.block;
  if (projection === "missing") {
    const changes = (branchStrided && stride > 1) || shape[0] !== outerWidth(spec, width);
    return changes ? [projectionMissing(spec, shape)] : [];
  }
  if (stride === 1) return [];
  if (projection === "strided") return branchStrided ? [] : [strideUntaken(spec, stride)];
  return branchStrided ? [shortcutUnstrided(spec, stride)] : [];
}

function projectionMissing(spec: DesignedSpec, shape: readonly number[]): Fault {
  const fixes = [useProjection(spec), repair("useNoShortcut", { ...spec, shortcut: "none" })];
  return { cause: cause("projectionMissing", { input: shown(shape) }), fixes };
}

function strideUntaken(spec: DesignedSpec, stride: number): Fault {
  const fixes = [strideConv(spec, strideCarrier(spec.block)), unstrideStages(spec)];
  return { cause: cause("strideUntaken", { stride }), fixes };
}

export function shortcutUnstrided(spec: DesignedSpec, stride: number): Fault {
  return { cause: cause("shortcutUnstrided", { stride }), fixes: [strideProjection(spec), unstrideStages(spec)] };
}

function equal(a: readonly number[], b: readonly number[]): boolean {
  return a.every((size, i) => size === b[i]);
}
