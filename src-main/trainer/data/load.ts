import type { ArchSpec } from "../../common/arch/spec";
import { DATASETS } from "../../common/data/datasets";
import type { LabelledImages } from "../../common/data/labelled-images";
import { drawShapes } from "../../common/data/shapes/draw";
import { pixelStatistics } from "../../common/data/statistics";
import { ResiduaError } from "../../common/errors";
import type { DataConfig } from "../../common/train/run-config";
import { FOLDER_FORMATS } from "../../interop/folder-formats";
import { allocateImages } from "../../interop/image-memory";

/** A set in memory, both splits whole, with the statistics that pixels are normalised by. */
export interface Dataset {
  /** [channels, height, width] */
  readonly input: readonly [number, number, number];
  readonly classes: number;
  /** Per channel, of pixels from 0 to 1. */
  readonly mean: number[];
  readonly std: number[];
  readonly train: LabelledImages;
  readonly test: LabelledImages;
}

/**
 * Reads or draws a set, for a network that takes such images and tells that many classes apart.
 * @throws ResiduaError DATA_MISMATCH, DATA_NOT_FOUND, DATA_CORRUPT, DATA_LABEL_OUT_OF_RANGE
 */
export async function loadData(
  config: DataConfig,
  architecture: Pick<ArchSpec, "input" | "classes">,
): Promise<Dataset> {
  const set = DATASETS[config.dataset];
  const { input, classes } = set;
  if (architecture.input.join() !== input.join() || architecture.classes < classes.length) {
    const given = `${architecture.input.join("x")} images and ${architecture.classes} classes`;
    const message = `The network is made for ${given}; ${set.title} has ${input.join("x")} and ${classes.length}.`;
    throw new ResiduaError("DATA_MISMATCH", message, { field: "architecture.input" });
  }
  const about = { input, classes: classes.length, ...pixelStatistics(config) };

  if (set.format === "drawn") {
    const train = allocateImages(input, set.trainCount);
    const test = allocateImages(input, set.testCount);
    drawShapes("train", train);
    drawShapes("test", test);
    return { ...about, train, test };
  }
  if (config.dir === undefined) {
    const message = `The folder of ${set.title} is not known; give it as the data folder.`;
    throw new ResiduaError("DATA_NOT_FOUND", message, { field: "data.dir" });
  }
  const format = FOLDER_FORMATS[set.format];
  const train = await format.readSplit(config.dir, "train", set);
  const test = await format.readSplit(config.dir, "test", set);
  return { ...about, train, test };
}
