import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import type { ProbeResult } from "../common/contract/trainer";
import { ResiduaError } from "../common/errors";
import { loadEngine } from "../engine/native";

/** Where NVIDIA's Linux driver names its cards. */
const NVIDIA_CARDS = "/proc/driver/nvidia/gpus";

/**
 * Loads TensorFlow and says what it finds.
 * @throws ResiduaError ENGINE_UNAVAILABLE
 */
export function probe(): ProbeResult {
  const engine = loadEngine();
  const devices = [{ id: "cpu", name: cpus()[0]?.model.trim() ?? "CPU" }];
  // Nodes carry no device, so TensorFlow puts them on its first GPU: that one can be chosen, and no other yet.
  if (engine.isUsingGpuDevice()) devices.push({ id: "gpu:0", name: firstCard() ?? "GPU" });
  return { tensorflow: engine.TF_Version, devices };
}

/**
 * TensorFlow's version and the name of the device a job asks for.
 * @throws ResiduaError DEVICE_UNAVAILABLE naming what there is, ENGINE_UNAVAILABLE
 */
export function engineFor(id: string): { tensorflow: string; device: string } {
  const { tensorflow, devices } = probe();
  const device = devices.find((candidate) => candidate.id === id);
  if (device !== undefined) return { tensorflow, device: device.name };
  const there = devices.map((candidate) => candidate.id).join(" and ");
  const message = `Device ${id} is not there: TensorFlow ${tensorflow} can use ${there} on this machine. Choose one of these.`;
  throw new ResiduaError("DEVICE_UNAVAILABLE", message, { field: "device" });
}

function firstCard(): string | null {
  try {
    const [card] = readdirSync(NVIDIA_CARDS).sort();
    const information = readFileSync(join(NVIDIA_CARDS, card ?? "", "information"), "utf8");
    return /^Model:\s*(.+)$/m.exec(information)?.[1] ?? null;
  } catch {
    return null;
  }
}
