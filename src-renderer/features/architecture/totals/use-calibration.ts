import { onBeforeUnmount, readonly, shallowReadonly, shallowRef } from "vue";
import { z } from "zod";
import type { Calibration } from "../../../../src-main/common/arch/step-time";
import { type ErrorData, toErrorData } from "../../../../src-main/common/errors";
import { RUN_DEFAULTS } from "../../../../src-main/common/train/defaults";
import { toResiduaError } from "../../../host/host-error";
import { useAnswer } from "../../../host/use-answer";
import { useHost } from "../../../host/use-host";
import { readStored, writeStored } from "../../../ui/storage";

const DEVICE = "calibrated-device";

const known = shallowRef<Calibration | null>(null);
/** The last answer of the host, for what only mentions it. */
export const knownCalibration = shallowReadonly(known);

/** What step times are predicted from on the device that was measured last, and measuring the one that trains. */
export function useCalibration() {
  const { client } = useHost();
  const device = shallowRef(readStored(DEVICE, z.string(), RUN_DEFAULTS.device));
  const { answer, again } = useAnswer(async () => {
    known.value = await client.calibration.get({ device: device.value });
    return known.value;
  });
  const progress = shallowRef<{ done: number; of: number } | null>(null);
  const error = shallowRef<ErrorData | null>(null);
  let running: AbortController | null = null;

  /** A GPU that TensorFlow can use goes before the CPU, as for runs. */
  async function trainingDevice(): Promise<string> {
    const { devices } = await client.doctor();
    return devices.find(({ id }) => id.startsWith("gpu:"))?.id ?? RUN_DEFAULTS.device;
  }

  /** Takes about half a minute; `stop` ends it. */
  async function measure(): Promise<void> {
    running = new AbortController();
    const { signal } = running;
    error.value = null;
    progress.value = { done: 0, of: 0 };
    try {
      device.value = await trainingDevice();
      for await (const now of await client.calibration.run({ device: device.value }, { signal })) progress.value = now;
      writeStored(DEVICE, device.value);
      await again();
    } catch (thrown) {
      if (!signal.aborted) error.value = toErrorData(toResiduaError(thrown));
    } finally {
      progress.value = null;
    }
  }

  const stop = () => running?.abort();
  onBeforeUnmount(stop);
  return { answer, progress: readonly(progress), error: readonly(error), measure, stop };
}
