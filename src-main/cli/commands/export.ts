import type { Command } from "commander";
import { Option } from "commander";
import { notSupported } from "../datasets";
import { type CommonOptions, withCommon } from "../options";
import { bytes, count, print, printJson, tell } from "../output";
import type { Places } from "../places";
import * as values from "../values";
import { withService } from "../work";
import { requireStore } from "./runs";

/** The ones after the first are planned. */
const FORMATS = ["safetensors", "onnx", "tfjs", "savedmodel", "pytorch", "tensorboard", "csv"] as const;

interface Options extends CommonOptions {
  run: string;
  format: (typeof FORMATS)[number];
  out: string;
}

export function exportRun(program: Command, places: Places): void {
  const command = program
    .command("export")
    .description("write a run's weights to a file")
    .requiredOption("--run <id>", "the run; its newest intact checkpoint is taken")
    .addOption(
      new Option("--format <format>", "safetensors: torchvision's state_dict names, running statistics included")
        .argParser(values.oneOf("format", FORMATS))
        .makeOptionMandatory(),
    )
    .requiredOption("--out <file>", "the file to write; one that is there is replaced", values.path("out"));
  withCommon(command).action(async (options: Options) => {
    const { run, format, out } = options;
    if (format !== "safetensors") throw notSupported(`Exporting as ${format}`, "format");
    requireStore(run, options);
    const { exportWeights } = await import("../../service/export");
    const done = await withService(places, options, ({ context }) => exportWeights(context, run, out));
    for (const sentence of done.skipped) tell(`residua: ${sentence} An older checkpoint stands in.`);
    if (options.json) printJson({ run, format, path: done.path, bytes: done.bytes, step: done.step });
    else print(`${done.path}: the weights after ${count(done.step)} steps, ${bytes(done.bytes)}`);
  });
}
