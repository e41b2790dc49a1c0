/** Stems that are too coarse for the image. */
import { type Check, shown } from "./context";
import { problem, repair } from "./problem";

/** Larger images have pixels to spare; a deep first stage sees all of them for a good reason. */
const SMALL_IMAGE = 64;

/** The stem has divided the map by 4, and the first stage already sees the whole image. */
export const earlyReceptiveField: Check = ({ spec, graph, costs }) => {
  if (spec.family !== "residual" || spec.stem === "cifar" || spec.stem === "none") return [];
  const side = Math.min(spec.input[1], spec.input[2]);
  if (side > SMALL_IMAGE) return [];
  const after = graph.nodes.findIndex(({ address }) => address.startsWith("stage2/") || address.startsWith("head/"));
  const node = graph.nodes[after - 1];
  const field = costs.layers[after - 1]?.receptiveField ?? 0;
  if (!node || field < side) return [];
  const values = { field, side, map: shown(node.output.slice(1)) };
  const fixes = [repair("useCifarStem", { ...spec, stem: "cifar" })];
  return [problem("RECEPTIVE_FIELD_EARLY", "warning", node.address, values, { fixes })];
};
