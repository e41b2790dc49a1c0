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

/** Each network is timed twice, half a calibration apart: what else the machine does comes and goes. */
const PASSES = 2;
/** Of each network and pass: enough for one round that nothing disturbs, and no more of the user's time. */
const MIN_ROUNDS = 4;
const MIN_SECONDS = 0.4;

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
): AsyncGenerator<CalibrationProgress, void> {
  const { store, runJob } = context;
  if (active.has(store)) throw busy("The machine is being calibrated already; wait until that has ended.");
  active.add(store);
  try {
    await checkDevice(context, device);
    const { tensorflow } = await probe(context);
    const timed = CALIBRATION_NETS.map((net) => ({ net, step: untimed(net) }));
    const of = PASSES * timed.length;
    for (let pass = 0; pass < PASSES; pass++) {
      for (const [i, { net, step }] of timed.entries()) {
        yield { done: pass * timed.length + i, of, calibration: null };
        refuseBusy(store);
        step.seconds = Math.min(step.seconds, await fastestStep(runJob, net, device, signal));
        refuseBusy(store);
      }
    }
    const fit = fitCosts(timed.map(({ step }) => step));
    const calibration: Calibration = { device, tensorflow, at: Date.now(), ...fit };
    store.saveCalibration(calibration);
    yield { done: of, of, calibration };
  } finally {
    active.delete(store);
  }
}

function untimed({ architecture, batch }: CalibrationNet): TimedStep {
  return { net: architecture.name, batch, work: analyse(architecture).work, seconds: Number.POSITIVE_INFINITY };
}

/** Seconds of a step in the fastest round: whatever else the machine does only ever adds time. */
async function fastestStep(
  runJob: RunJob,
  { architecture, batch, steps }: CalibrationNet,
  device: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  let rounds = 0;
  let timedSeconds = 0;
  await runJob(
    { kind: "bench", architecture, batch, steps, device },
    {
      onRound({ imagesPerSecond }) {
        const seconds = batch / imagesPerSecond;
        fastest = Math.min(fastest, seconds);
        rounds += 1;
        timedSeconds += steps * seconds;
        return rounds < MIN_ROUNDS || timedSeconds < MIN_SECONDS;
      },
      ...(signal === undefined ? {} : { signal }),
    },
  );
  return fastest;
}

function refuseBusy(store: ServiceContext["store"]): void {
  if (store.activeRuns().length === 0) return;
  throw busy("A run is being trained, and would be timed along with the calibration; calibrate when it has ended.");
}

function busy(sentence: string): ResiduaError {
  return new ResiduaError("DEVICE_BUSY", sentence);
}
