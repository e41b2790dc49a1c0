export { checkDataset } from "./check";
export { fetchDataset } from "./fetch";
export { listDatasets } from "./list";
