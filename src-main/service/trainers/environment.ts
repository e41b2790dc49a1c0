/** A trainer's environment: what it needs to run, and nothing that would leak into it or change its results. */
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

/** Set unless the user's own environment already says otherwise: these are read once, when TensorFlow is loaded. */
const DEFAULTS: Readonly<Record<string, string>> = {
  // Off by default on processors without AVX-512, where it doubles the speed.
  TF_ENABLE_ONEDNN_OPTS: "1",
  // Warnings and errors; the information lines would push the last words of a crash out of the log's tail.
  TF_CPP_MIN_LOG_LEVEL: "1",
  // Otherwise TensorFlow takes the whole GPU from the desktop and from other programs.
  TF_FORCE_GPU_ALLOW_GROWTH: "true",
};

const GPU: Readonly<Record<string, string>> = {
  // Same seed, same bits holds by itself on the CPU; on a GPU it has to be asked for.
  TF_DETERMINISTIC_OPS: "1",
};

const CPU: Readonly<Record<string, string>> = {
  // Hides the GPUs, so that a CPU job neither loads CUDA nor takes memory there.
  CUDA_VISIBLE_DEVICES: "-1",
};

/** The environment for a job, made from the host's. */
export function trainerEnvironment(job: Job, host: NodeJS.ProcessEnv): Record<string, string> {
  const handedOn = Object.entries(host).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && HANDED_ON.some((name) => name.test(entry[0])),
  );
  return { ...DEFAULTS, ...forDevice(job), ...Object.fromEntries(handedOn) };
}

function forDevice(job: Job): Readonly<Record<string, string>> {
  if (job.kind === "probe") return {};
  const device = job.kind === "train" ? job.config.device : job.device;
  return device === "cpu" ? CPU : GPU;
}
