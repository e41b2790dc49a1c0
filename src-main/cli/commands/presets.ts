import type { Command } from "commander";
import { analyse } from "../../common/arch/analysis";
import { PRESETS } from "../../common/arch/presets";
import type { ArchSpec } from "../../common/arch/spec";
import { type CommonOptions, withCommon } from "../options";
import { count, print, printJson, table } from "../output";

export function presets(program: Command): void {
  withCommon(program.command("presets").description("list the named architectures")).action(
    ({ json }: CommonOptions) => {
      const rows = PRESETS.map((architecture) => ({ architecture, analysis: analyse(architecture) }));
      if (json) {
        const list = rows.map(({ architecture, analysis: { name, input, classes, params, macs } }) => {
          return { name, family: architecture.family, input, classes, params, macs, architecture };
        });
        printJson({ presets: list });
        return;
      }
      const lines = rows.map(({ architecture, analysis: { name, input, params, macs } }) => {
        return [name, kindOf(architecture), input.join("x"), count(params), count(macs)];
      });
      print(table([["name", "kind", "input", "parameters", "MACs"], ...lines], COLUMNS));
    },
  );
}

const COLUMNS = ["left", "left", "right", "right", "right"] as const;

function kindOf(architecture: ArchSpec): string {
  if (architecture.family === "vgg") return architecture.batchNorm ? "VGG with batch norm" : "VGG";
  const blocks = architecture.stages.map(({ blocks }) => blocks).join(",");
  return `${architecture.shortcut === "none" ? "plain" : "residual"}, ${architecture.block} ${blocks}`;
}
