/** The contract's implementation: one thin function per method; a method without one doesn't compile. */
import { implement, withEventMeta } from "@orpc/server";
import type { Calibration } from "../common/arch/step-time";
import { type CalibrationProgress, type DatasetInfo, type DoctorReport, hostContract } from "../common/contract/host";
import type { DatasetName } from "../common/train/run-config";
import { toContractError } from "./api-errors";
import type { FetchProgress } from "./datasets/fetch";
import type { FeedMessageAt } from "./feed";
import type { Runs } from "./runs";

/** What the methods stand on. */
export interface ApiParts {
  runs: Pick<Runs, "list" | "get" | "create" | "stop" | "resume" | "probes" | "remove">;
  feed(after: number, signal: AbortSignal | undefined): AsyncGenerator<FeedMessageAt, void>;
  datasets: {
    list(): Promise<DatasetInfo[]>;
    /** Ends when the set is there. */
    fetch(name: DatasetName, signal: AbortSignal | undefined): AsyncGenerator<FetchProgress, void>;
  };
  calibration: {
    get(device: string): Calibration | null;
    /** Ends when the device is calibrated. */
    run(device: string, signal: AbortSignal | undefined): AsyncGenerator<CalibrationProgress, void>;
  };
  doctor(): Promise<DoctorReport>;
}

export type Api = ReturnType<typeof createApi>;

export function createApi({ runs, feed, datasets, calibration, doctor }: ApiParts) {
  const host = implement(hostContract).use(async ({ next }) => {
    try {
      return await next();
    } catch (thrown) {
      throw toContractError(thrown);
    }
  });
  return host.router({
    runs: {
      list: host.runs.list.handler(() => runs.list()),
      get: host.runs.get.handler(({ input }) => runs.get(input.id)),
      create: host.runs.create.handler(({ input }) => runs.create(input.config, input.name)),
      stop: host.runs.stop.handler(({ input }) => runs.stop(input.id)),
      resume: host.runs.resume.handler(({ input }) => runs.resume(input.id, input.budget)),
      probes: host.runs.probes.handler(({ input }) => runs.probes(input)),
      remove: host.runs.remove.handler(({ input }) => {
        runs.remove(input.id);
        return {};
      }),
    },
    feed: host.feed.handler(({ input, lastEventId, signal }) =>
      coded(messages(feed(resumeAt(input.after, lastEventId), signal))),
    ),
    datasets: {
      list: host.datasets.list.handler(() => datasets.list()),
      fetch: host.datasets.fetch.handler(({ input, signal }) => coded(datasets.fetch(input.name, signal))),
    },
    calibration: {
      get: host.calibration.get.handler(({ input }) => calibration.get(input.device)),
      run: host.calibration.run.handler(({ input, signal }) => coded(calibration.run(input.device, signal))),
    },
    doctor: host.doctor.handler(() => doctor()),
  });
}

/** Each message carries its place as the event's id: a client that lost its connection sends the last one it saw. */
async function* messages(source: AsyncGenerator<FeedMessageAt, void>) {
  for await (const { message, seq } of source) yield withEventMeta(message, { id: String(seq) });
}

function resumeAt(after: number, lastEventId: string | undefined): number {
  return lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : after;
}

/** Errors of a stream come after the method has returned, so they need their own coat. */
async function* coded<T>(source: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  try {
    yield* source;
  } catch (thrown) {
    throw toContractError(thrown);
  }
}
