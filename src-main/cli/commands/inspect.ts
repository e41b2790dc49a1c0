import type { Command } from "commander";
import { Option } from "commander";
import { adaptSpec } from "../../common/arch/adapt";
import { analyse } from "../../common/arch/analysis";
import { layersCsv } from "../../common/arch/layers-csv";
import { listing } from "../../common/arch/listing";
import type { Calibration } from "../../common/arch/step-time";
import { ResiduaError } from "../../common/errors";
import { findArchitecture } from "../architecture";
import { explain, explanationText } from "../inspect/explain";
import { inspectJson } from "../inspect/json";
import { type AdaptOptions, type CommonOptions, MAX_BATCH, storeDir, withAdaptation, withCommon } from "../options";
import { print, printJson, tell } from "../output";
import * as values from "../values";
import { hasStore } from "../work";

interface Options extends CommonOptions, AdaptOptions {
  batch?: number;
  csv?: true;
  explain?: string;
}

export function inspect(program: Command): void {
  const command = program
    .command("inspect")
    .description("show every layer's output shape, parameters, MACs and memory, and what is wrong")
    .argument("<arch>", "a preset's name or the path of an architecture file");
  withCommon(withAdaptation(command, "the architecture's own"))
    .addOption(
      new Option("--batch <n>", "count memory and time for this many images (default: 1)").argParser(
        values.integer("batch", { min: 1, max: MAX_BATCH }),
      ),
    )
    .option("--explain <layer>", "work out every number of one layer, block or stage")
    .addOption(new Option("--csv", "print the layers as CSV").conflicts(["json", "explain"]))
    .action(async (name: string, options: Options) => {
      const spec = adaptSpec(await findArchitecture(name), options);
      if (options.explain !== undefined) {
        const explanation = explain(spec, options.explain);
        if (options.json) printJson(explanation);
        else print(explanationText(explanation));
      } else if (options.csv) {
        // The last line's feed is print's.
        print(layersCsv(analyse(spec), options.batch).slice(0, -1));
      } else if (options.json) {
        const { batch } = options;
        const calibration = batch === undefined ? null : await storedCalibration(options);
        printJson(inspectJson(analyse(spec), batch, calibration));
      } else {
        print(listing(spec, { batch: options.batch ?? 1, calibration: await storedCalibration(options) }));
      }
    });
}

/** The newest, if any; a store that can't be read keeps nobody from looking at an architecture. */
async function storedCalibration(options: CommonOptions): Promise<Calibration | null> {
  if (!hasStore(options)) return null;
  const { openStore } = await import("../../store");
  try {
    const store = openStore(storeDir(options));
    try {
      return store.calibration();
    } finally {
      store.close();
    }
  } catch (thrown) {
    if (!(thrown instanceof ResiduaError)) throw thrown;
    tell(`No step time is predicted: ${thrown.message}`);
    return null;
  }
}
