import { describe, expect, it } from "vitest";
import { findPreset } from "../../../src-main/common/arch/presets";
import { trainerEnvironment } from "../../../src-main/service/trainers/environment";

const bench = (device: string) =>
  ({ kind: "bench", architecture: findPreset("resnet20"), batch: 1, steps: 1, device }) as const;

describe("a trainer's environment", () => {
  it("has what programs need and nothing that is secret or changes what runs", () => {
    const host = {
      PATH: "/bin",
      HOME: "/root",
      NODE_OPTIONS: "--inspect",
      GITHUB_TOKEN: "x",
      npm_config_key: "x",
      LD_PRELOAD: "x",
    };
    const environment = trainerEnvironment({ kind: "probe" }, host);
    expect(environment).toMatchObject({ PATH: "/bin", HOME: "/root" });
    for (const name of ["NODE_OPTIONS", "GITHUB_TOKEN", "npm_config_key", "LD_PRELOAD"]) {
      expect(environment).not.toHaveProperty(name);
    }
  });

  it("lets the user's own settings win", () => {
    const environment = trainerEnvironment(
      { kind: "probe" },
      { TF_ENABLE_ONEDNN_OPTS: "0", TF_NUM_INTRAOP_THREADS: "1" },
    );
    expect(environment).toMatchObject({ TF_ENABLE_ONEDNN_OPTS: "0", TF_NUM_INTRAOP_THREADS: "1" });
  });

  it("hides GPUs from CPU jobs, and asks for determinism on GPUs", () => {
    expect(trainerEnvironment(bench("cpu"), { CUDA_VISIBLE_DEVICES: "0" })).toMatchObject({
      CUDA_VISIBLE_DEVICES: "-1",
    });
    expect(trainerEnvironment(bench("gpu:0"), {})).toMatchObject({ TF_DETERMINISTIC_OPS: "1" });
    expect(trainerEnvironment(bench("gpu:0"), {})).not.toHaveProperty("CUDA_VISIBLE_DEVICES");
    expect(trainerEnvironment({ kind: "probe" }, {})).not.toHaveProperty("CUDA_VISIBLE_DEVICES");
  });
});
