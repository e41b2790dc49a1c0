import type { DatasetRow } from "../common/data/datasets";
import { CIFAR_FOLDER } from "./cifar";
import { IDX_FOLDER } from "./idx";
import type { FolderFormat } from "./image-folder";

/** By the `format` of a row of DATASETS; drawn sets have no folder. */
export const FOLDER_FORMATS: Readonly<Record<Exclude<DatasetRow["format"], "drawn">, FolderFormat>> = {
  idx: IDX_FOLDER,
  cifar: CIFAR_FOLDER,
};
