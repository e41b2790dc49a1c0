import type { Command } from "commander";
import { Option } from "commander";
import { adaptSpec } from "../../common/arch/adapt";
import { type Analysis, analyse, type LayerRow } from "../../common/arch/analysis";
import { findArchitecture } from "../architecture";
import { type AdaptOptions, type CommonOptions, MAX_BATCH, withAdaptation, withCommon } from "../options";
import { bytes, count, print, printJson, table } from "../output";
import * as values from "../values";

interface Options extends CommonOptions, AdaptOptions {
  batch?: number;
}

export function inspect(program: Command): void {
  const command = program
    .command("inspect")
    .description("show every layer's output shape, parameters, MACs and memory, and what is wrong")
    .argument("<arch>", "a preset's name or the path of an architecture file");
  withCommon(withAdaptation(command, "the architecture's own"))
    .addOption(
      new Option("--batch <n>", "count the memory for this many images (default: 1)").argParser(
        values.integer("batch", { min: 1, max: MAX_BATCH }),
      ),
    )
    .action(async (name: string, options: Options) => {
      const analysis = analyse(adaptSpec(await findArchitecture(name), options));
      if (options.json) printJson(asJson(analysis, options.batch));
      else print(asText(analysis, options.batch ?? 1));
    });
}

/** The input is no layer of its own in torchvision, and none to people. */
function layersOf({ layers }: Analysis): LayerRow[] {
  return layers.filter(({ kind }) => kind !== "input");
}

/** The contract's object; a layer's memory is added when a batch was named. */
export function asJson(analysis: Analysis, batch: number | undefined) {
  const { name, input, classes, params, macs, problems } = analysis;
  const layers = layersOf(analysis).map((layer) => {
    const { name, torchName, kind, output, params, macs, activationBytes } = layer;
    const row = { name, torchName, kind, output, params, macs };
    return batch === undefined ? row : { ...row, activationBytes: batch * activationBytes };
  });
  const head = { name, input, classes, params, macs };
  return batch === undefined ? { ...head, layers, problems } : { ...head, batch, layers, problems };
}

export function asText(analysis: Analysis, batch: number): string {
  const layers = layersOf(analysis);
  const memory = layers.reduce((sum, { activationBytes }) => sum + batch * activationBytes, 0);
  const rows = layers.map((layer) => [
    layer.name,
    layer.kind,
    layer.output.join("x"),
    count(layer.params),
    count(layer.macs),
    bytes(batch * layer.activationBytes),
  ]);
  const total = ["total", "", "", count(analysis.params), count(analysis.macs), bytes(memory)];
  const columns = ["left", "left", "right", "right", "right", "right"] as const;
  const problems = analysis.problems.map(
    ({ severity, code, message, fix }) => `${severity}: ${message} ${fix} [${code}]`,
  );
  const images = batch === 1 ? "one image" : `${batch} images`;
  return [
    `${analysis.name}: input ${analysis.input.join("x")}, ${count(analysis.classes)} classes; activations for ${images}`,
    "",
    table([["layer", "kind", "output", "parameters", "MACs", "activations"], ...rows, total], columns),
    ...(problems.length > 0 ? ["", ...problems] : []),
  ].join("\n");
}
