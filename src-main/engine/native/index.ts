/** The door to TensorFlow's native library. */
import { ResiduaError } from "../../common/errors";
import type { TensorFlowBinding } from "./binding";
import { engineStatus } from "./status";

export type { TensorFlowBinding, TensorHandle } from "./binding";
export { type EngineStatus, engineStatus } from "./status";

/** Read once by TensorFlow when it is loaded; the process's own environment goes before these. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  // Off by default on processors without AVX-512, where it doubles the speed.
  TF_ENABLE_ONEDNN_OPTS: "1",
  TF_CPP_MIN_LOG_LEVEL: "1",
  // Otherwise TensorFlow takes the whole GPU from the desktop and from other programs.
  TF_FORCE_GPU_ALLOW_GROWTH: "true",
};

let loaded: TensorFlowBinding | null = null;

/**
 * Loads TensorFlow into this process, once; later calls return the same binding.
 * @throws ResiduaError ENGINE_UNAVAILABLE saying what is missing and what to do
 */
export function loadEngine(): TensorFlowBinding {
  loaded ??= open();
  return loaded;
}

function open(): TensorFlowBinding {
  const status = engineStatus();
  if (status.state === "missing") throw new ResiduaError("ENGINE_UNAVAILABLE", `${status.reason} ${status.remedy}`);
  for (const [name, value] of Object.entries(ENVIRONMENT)) process.env[name] ??= value;
  const holder: { exports: unknown } = { exports: {} };
  try {
    // Not require(): a bundler would try to follow it, and the path is known only now.
    process.dlopen(holder, status.bindingPath);
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    const message = `TensorFlow could not be loaded from ${status.bindingPath}: ${text}. Run \`npm run setup\`, or delete that folder and run it again.`;
    throw new ResiduaError("ENGINE_UNAVAILABLE", message, { cause });
  }
  return holder.exports as TensorFlowBinding;
}
