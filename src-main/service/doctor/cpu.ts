import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { cpus } from "node:os";
import { promisify } from "node:util";

/** Instruction sets that decide how fast TensorFlow's kernels are, oldest first. */
const INTERESTING: readonly string[] = [
  ...["sse4_2", "avx", "fma", "avx2", "avx_vnni", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile", "amx_bf16"],
  ...["asimd", "asimddp", "bf16", "i8mm", "sve", "sve2"],
];

/** The processor's name and its interesting features; none where the platform doesn't tell. */
export async function readCpu(): Promise<{ model: string; features: string[] }> {
  const model = cpus()[0]?.model.trim() || "unknown processor";
  return { model, features: interestingFeatures(await rawFeatures().catch(() => "")) };
}

/** @param text Linux's /proc/cpuinfo, or macOS's list in capitals (AVX1.0, SSE4.2) */
export function interestingFeatures(text: string): string[] {
  const words = new Set(
    text
      .toLowerCase()
      .replaceAll("avx1.0", "avx")
      .replaceAll("sse4.2", "sse4_2")
      .split(/[\s:]+/),
  );
  return INTERESTING.filter((feature) => words.has(feature));
}

async function rawFeatures(): Promise<string> {
  if (process.platform === "linux") {
    const lines = (await readFile("/proc/cpuinfo", "utf8")).split("\n");
    return lines.find((line) => /^(flags|Features)\s*:/.test(line)) ?? "";
  }
  if (process.platform !== "darwin") return "";
  if (process.arch === "arm64") return "asimd";
  const names = ["machdep.cpu.features", "machdep.cpu.leaf7_features"];
  return (await promisify(execFile)("sysctl", ["-n", ...names])).stdout;
}
