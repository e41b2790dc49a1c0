/** What a format of data folders offers; folder-formats.ts has them all. */
import type { LabelledImages } from "../common/data/labelled-images";

export type SplitName = "train" | "test";

/** What must be known of a set to judge its files; a row of DATASETS will do. */
export interface ExpectedImages {
  readonly title: string;
  /** [channels, height, width] */
  readonly input: readonly [number, number, number];
  readonly classes: readonly string[];
}

export interface FolderFormat {
  /** Names of the files that a folder needs and lacks; empty when it is complete. */
  missingFiles(dir: string): Promise<string[]>;
  /**
   * Every image and label of a split, checked.
   * @throws ResiduaError DATA_NOT_FOUND, DATA_CORRUPT, DATA_MISMATCH, DATA_LABEL_OUT_OF_RANGE
   */
  readSplit(dir: string, split: SplitName, expected: ExpectedImages): Promise<LabelledImages>;
  /** The same checks over every byte, keeping no pixels. @returns the number of images */
  checkSplit(dir: string, split: SplitName, expected: ExpectedImages): Promise<number>;
}
