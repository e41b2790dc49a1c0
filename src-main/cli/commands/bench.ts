import { type Command, Option } from "commander";
import { RUN_DEFAULTS } from "../../common/train/defaults";
import type { BenchReport } from "../../service/bench/report";
import { findArchitecture } from "../architecture";
import { batchOption, type CommonOptions, deviceOption, withCommon } from "../options";
import { bytes, percent, print, printJson, tell } from "../output";
import type { Places } from "../places";
import * as values from "../values";
import { workContext } from "../work";

const PEERS = ["torch"] as const;

interface Options extends CommonOptions {
  net: string;
  batch: number;
  steps: number;
  peer?: (typeof PEERS)[number];
  device?: string;
  calibrate?: true;
}

export function bench(program: Command, places: Places): void {
  const command = program
    .command("bench")
    .description("training throughput on this machine, and the share of it spent outside TensorFlow")
    .option("--net <arch>", "a preset's name or the path of an architecture file", "resnet20")
    .addOption(batchOption(RUN_DEFAULTS.batch))
    .addOption(
      new Option("--steps <n>", "timed steps in all, spread over five rounds")
        .argParser(values.integer("steps", { min: 1, max: 1_000_000 }))
        .default(100),
    )
    .addOption(
      new Option("--peer <name>", "run PyTorch in turn, on the CPU: torch").argParser(values.oneOf("peer", PEERS)),
    )
    .addOption(deviceOption(RUN_DEFAULTS.device))
    .addOption(
      new Option(
        "--calibrate",
        "time small networks for half a minute instead, so that step times can be predicted",
      ).conflicts(["net", "batch", "steps", "peer"]),
    );
  withCommon(command).action(async (options: Options) => {
    if (options.calibrate) {
      const { calibrate } = await import("./calibrate");
      return calibrate(places, options.device ?? RUN_DEFAULTS.device, options);
    }
    const { runBench } = await import("../../service/bench/bench");
    const report = await runBench(await workContext(places, options), {
      architecture: await findArchitecture(options.net),
      batch: options.batch,
      steps: options.steps,
      device: options.device ?? RUN_DEFAULTS.device,
      peerScript: options.peer === undefined ? null : places.torchPeer,
      onRound({ number, of, ours, peer, load }) {
        const others = peer === null ? "" : `, PyTorch ${Math.max(peer.contiguous, peer.channels_last).toFixed(1)}`;
        const speed = ours.imagesPerSecond.toFixed(1);
        tell(`round ${number} of ${of}: ${speed} images/s${others} (load ${load.toFixed(2)})`);
      },
    });
    if (options.json) printJson(report);
    else print(asText(report));
  });
}

export function asText(report: BenchReport): string {
  const { net, batch, imagesPerSecond, outsideTensorFlowShare, peakMemoryBytes, memoryGrowthBytes, peer, ratio } =
    report;
  const lines = [
    `${net}, batch ${batch}: ${imagesPerSecond.toFixed(1)} images/s, ${percent(outsideTensorFlowShare)} of the time outside TensorFlow`,
    `peak memory ${bytes(peakMemoryBytes)}, growth over the rounds ${bytes(memoryGrowthBytes)}`,
  ];
  if (peer !== null && ratio !== null) {
    lines.push(
      `${peer.name} (${peer.layout}): ${peer.imagesPerSecond.toFixed(1)} images/s; ours / theirs = ${ratio.toFixed(3)}`,
    );
  }
  return lines.join("\n");
}
