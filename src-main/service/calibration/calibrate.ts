/** Times small networks on a device, one trainer after the other, and keeps what its quantities cost there. */
import { analyse } from "../../common/arch/analysis";
import type { Calibration } from "../../common/arch/step-time";
import type { CalibrationProgress } from "../../common/contract/host";
import { ResiduaError } from "../../common/errors";
import type { ServiceContext } from "../context";
import { probe } from "../devices";
import { checkDevice } from "../preflight";
import type { RunJob } from "../trainers/run-job";
import { fitCosts, type TimedStep } from "./fit";
import { CALIBRATION_NETS, type CalibrationNet } from "./nets";

/** Of each network: enough for one round that nothing disturbs, and no more of the user's time. */
const MIN_ROUNDS = 5;
const MIN_SECONDS = 1.2;

/** Stores that are being calibrated for: two at once would time each other. */
const active = new WeakSet<ServiceContext["store"]>();

/**
 * Takes about half a minute; the last message carries the calibration, which is stored by then.
 * @throws ResiduaError DEVICE_BUSY while a run trains, DEVICE_UNAVAILABLE, ENGINE_UNAVAILABLE, TRAINER_CRASHED
 */
export async function* calibrate(
  context: ServiceContext,
  device: string,
  signal: AbortSignal | undefined,
  nets: readonly CalibrationNet[] = CALIBRATION_NETS,
): AsyncGenerator<CalibrationProgress, void> {
  const { store, runJob } = context;
  if (active.has(store)) throw busy("The machine is being calibrated already; wait until that has ended.");
  active.add(store);
  try {
    await checkDevice(context, device);
    const { tensorflow } = await probe(context);
    const timed: TimedStep[] = [];
    const of = nets.length;
    for (const net of nets) {
      yield { done: timed.length, of, calibration: null };
      refuseBusy(store);
      timed.push(await timeStep(runJob, net, device, signal));
      refuseBusy(store);
    }
    const calibration: Calibration = { device, tensorflow, at: Date.now(), ...fitCosts(timed) };
    store.saveCalibration(calibration);
    yield { done: of, of, calibration };
  } finally {
    active.delete(store);
  }
}

async function timeStep(
  runJob: RunJob,
  { architecture, batch, steps }: CalibrationNet,
  device: string,
  signal: AbortSignal | undefined,
): Promise<TimedStep> {
  const rounds: number[] = [];
  let timedSeconds = 0;
  await runJob(
    { kind: "bench", architecture, batch, steps, device },
    {
      onRound({ imagesPerSecond }) {
        const seconds = batch / imagesPerSecond;
        rounds.push(seconds);
        timedSeconds += steps * seconds;
        return rounds.length < MIN_ROUNDS || timedSeconds < MIN_SECONDS;
      },
      ...(signal === undefined ? {} : { signal }),
    },
  );
  // The fastest: whatever else the machine does only ever adds time.
  return { net: architecture.name, batch, work: analyse(architecture).work, seconds: Math.min(...rounds) };
}

function refuseBusy(store: ServiceContext["store"]): void {
  if (store.activeRuns().length === 0) return;
  throw busy("A run is being trained, and would be timed along with the calibration; calibrate when it has ended.");
}

function busy(sentence: string): ResiduaError {
  return new ResiduaError("DEVICE_BUSY", sentence);
}
