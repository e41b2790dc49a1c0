import { existsSync } from "node:fs";
import type { ProbeResult } from "../common/contract/trainer";
import { RUN_DEFAULTS } from "../common/train/defaults";
import type { WorkContext } from "./context";

const probes = new WeakMap<WorkContext, Promise<ProbeResult>>();

/**
 * What TensorFlow finds on this machine. A probe loads TensorFlow in a process of its own, seconds of work, so its result
 * is kept; a failed one is not, since the remedy may just have been applied.
 * @throws ResiduaError ENGINE_UNAVAILABLE, TRAINER_CRASHED
 */
export function probe(context: WorkContext): Promise<ProbeResult> {
  let result = probes.get(context);
  if (result === undefined) {
    result = context.runJob({ kind: "probe" }).then((outcome) => outcome.result);
    probes.set(context, result);
    result.catch(() => probes.delete(context));
  }
  return result;
}

/** `cpu`, and the GPUs that TensorFlow can use. */
export async function knownDevices(context: WorkContext): Promise<ProbeResult["devices"]> {
  return (await probe(context)).devices;
}

/** Where NVIDIA's driver shows itself on Linux, and in Windows's Linux. */
const GPU_DRIVERS = ["/proc/driver/nvidia", "/dev/dxg"] as const;

/** The first GPU that TensorFlow can use, else the CPU. Without a driver there is nothing to ask TensorFlow. */
export async function preferredDevice(context: WorkContext): Promise<string> {
  if (!GPU_DRIVERS.some(existsSync)) return RUN_DEFAULTS.device;
  const devices = await knownDevices(context);
  return devices.find(({ id }) => id.startsWith("gpu:"))?.id ?? RUN_DEFAULTS.device;
}
