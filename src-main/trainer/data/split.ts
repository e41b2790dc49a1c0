export type { LabelledImages } from "../../common/data/labelled-images";
