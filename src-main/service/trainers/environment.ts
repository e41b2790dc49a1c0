/**
 * A trainer's environment: what it needs to run, and nothing that would leak into it or change its results.
 * TensorFlow's own settings that every job shares are made by the engine (engine/native).
 */
import type { Job } from "../../common/contract/trainer";

/**
 * Variables that are handed on, by name or prefix. An allow-list, since a host's environment may hold tokens and a
 * NODE_OPTIONS (debugger, loader) that would change what the trainer runs.
 */
const HANDED_ON: readonly RegExp[] = [
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|TZ|TMPDIR|TEMP|TMP)$/i,
  /^(SYSTEMROOT|WINDIR|COMSPEC|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMDATA|NUMBER_OF_PROCESSORS)$/i,
  /^(LD_LIBRARY_PATH|DYLD_LIBRARY_PATH)$/,
  /^(LC|XDG|RESIDUA|TF|OMP|MALLOC|CUDA|NVIDIA|XLA)_/,
];

/** Same seed, same bits holds by itself on the CPU; on a GPU it has to be asked for. */
const ON_GPU: Readonly<Record<string, string>> = { TF_DETERMINISTIC_OPS: "1" };

/** Hides the GPUs, so that a CPU job neither loads CUDA nor lands there. */
const ON_CPU: Readonly<Record<string, string>> = { CUDA_VISIBLE_DEVICES: "-1" };

/** The environment for a job, made from the host's; the user's own settings win, but for the job's device. */
export function trainerEnvironment(job: Job, host: NodeJS.ProcessEnv): Record<string, string> {
  const handedOn = Object.fromEntries(
    Object.entries(host).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && HANDED_ON.some((name) => name.test(entry[0])),
    ),
  );
  if (job.kind === "probe") return handedOn;
  const device = job.kind === "train" ? job.config.device : job.device;
  return device === "cpu" ? { ...handedOn, ...ON_CPU } : { ...ON_GPU, ...handedOn };
}
