import type { Command } from "commander";
import { analyse } from "../../common/arch/analysis";
import { blockKindOf } from "../../common/arch/block-design";
import { PRESET_GROUPS } from "../../common/arch/preset-groups";
import { SAMPLES } from "../../common/arch/samples";
import type { ArchSpec } from "../../common/arch/spec";
import { type CommonOptions, withCommon } from "../options";
import { count, print, printJson, table } from "../output";

export function presets(program: Command): void {
  withCommon(program.command("presets").description("list the named architectures and the samples")).action(
    ({ json }: CommonOptions) => {
      if (json) printJson(asJson());
      else print(asText());
    },
  );
}

function asJson() {
  return {
    presets: PRESET_GROUPS.flatMap(({ title, paper, presets }) =>
      presets.map((architecture) => ({ ...entryOf(architecture), group: title, paper })),
    ),
    samples: SAMPLES.map(({ spec }) => entryOf(spec)),
  };
}

function entryOf(architecture: ArchSpec) {
  const { name, input, classes, params, macs, depth } = analyse(architecture);
  return { name, family: architecture.family, input, classes, params, macs, depth, architecture };
}

const HEAD = ["", "made of", "input", "depth", "parameters", "MACs"];
const SIDES = ["left", "left", "right", "right", "right", "right"] as const;

/** One table, so that all columns align, with each kind's title and paper above its rows. */
export function asText(): string {
  const groups = [
    ...PRESET_GROUPS.map(({ title, paper, presets }) => ({ title: `${title} (${paper})`, specs: presets })),
    { title: "Samples, with something to find and repair", specs: SAMPLES.map(({ spec }) => spec) },
  ];
  const rows = groups.flatMap(({ specs }) => specs.map(rowOf));
  const [head = "", ...lines] = table([HEAD, ...rows], SIDES).split("\n");
  const printed = groups.flatMap(({ title, specs }) => ["", title, ...lines.splice(0, specs.length)]);
  return [head, ...printed].join("\n");
}

function rowOf(architecture: ArchSpec): string[] {
  const { name, input, depth, params, macs } = analyse(architecture);
  return [`  ${name}`, madeOf(architecture), input.join("x"), String(depth), count(params), count(macs)];
}

/** Blocks per stage; a VGG's convolutions. */
function madeOf(architecture: ArchSpec): string {
  if (architecture.family === "vgg") {
    return `${architecture.stages.map(({ length }) => length).join(",")} convolutions${architecture.batchNorm ? " and norms" : ""}`;
  }
  return `${architecture.stages.map(({ blocks }) => blocks).join(",")} ${blockKindOf(architecture)} blocks`;
}
