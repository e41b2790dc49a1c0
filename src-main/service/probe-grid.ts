import type { ProbeGrid } from "../common/contract/host";
import type { Probed, ProbePoint } from "../common/train/probes";
import type { ProbeRow } from "../store";

/**
 * One quantity of a run as a grid of at most `columns` columns: neighbouring looks are averaged, so that a long run
 * costs a window no more than a short one.
 */
export function probeGrid(
  layout: readonly ProbePoint[],
  rows: readonly ProbeRow[],
  quantity: Probed,
  columns: number,
): ProbeGrid {
  const places = layout.flatMap((point, place) => (point.quantity === quantity ? [place] : []));
  const count = Math.min(columns, rows.length);
  const groups = Array.from({ length: count }, (_, column) =>
    rows.slice(Math.floor((column * rows.length) / count), Math.floor(((column + 1) * rows.length) / count)),
  );
  return {
    quantity,
    addresses: places.map((place) => layout[place]?.address ?? ""),
    steps: groups.map((group) => group.at(-1)?.step ?? 0),
    values: places.map((place) => groups.map((group) => meanOf(group.map(({ values }) => values[place])))),
  };
}

function meanOf(values: readonly (number | undefined)[]): number | null {
  const finite = values.filter((value) => value !== undefined && Number.isFinite(value)) as number[];
  return finite.length === 0 ? null : finite.reduce((sum, value) => sum + value, 0) / finite.length;
}
