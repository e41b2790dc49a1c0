/** Which groups of a diagram stand open. */
import type { LayerGraph } from "../../../src-main/common/arch/layer-graph";
import { type Group, isGroup, type Part } from "./parts";

/** From one box a stage to every layer; `distinct` draws each kind of block once, those that equal it as one box. */
export const DETAILS = ["stages", "distinct", "blocks", "layers"] as const;
export type Detail = (typeof DETAILS)[number];

export interface Folding {
  detail: Detail;
  /** Keys of groups that stand the other way round than the detail says. */
  toggled: ReadonlySet<string>;
}

/** @param many blocks up to which all of them are drawn in full; of more, equal ones start folded */
export function startDetail({ nodes }: LayerGraph, many: number): Detail {
  const blocks = nodes.filter(({ address }) => /\/block\d+\/conv1$/.test(address)).length;
  return blocks > many ? "distinct" : "layers";
}

/** Whether equal blocks are grouped at this detail; a stage that is opened by hand shows itself as `distinct` does. */
export const groupsRuns = (detail: Detail) => detail === "stages" || detail === "distinct";

/** @param within the kind of the group around it; null at the top */
export function isOpen(group: Group, { detail, toggled }: Folding, within: Group["kind"] | null): boolean {
  return opensAt(group.kind, detail, within) !== toggled.has(group.key);
}

function opensAt(kind: Group["kind"], detail: Detail, within: Group["kind"] | null): boolean {
  if (kind === "run") return false;
  if (kind === "block") return detail === "layers" || (groupsRuns(detail) && within !== "run");
  return detail !== "stages";
}

/** The same with one group folded or unfolded. */
export function withToggled({ detail, toggled }: Folding, key: string): Folding {
  const next = new Set(toggled);
  if (!next.delete(key)) next.add(key);
  return { detail, toggled: next };
}

/** The same with every group open that holds the address. */
export function revealed(parts: readonly Part[], folding: Folding, address: string): Folding {
  let next = folding;
  const open = (level: readonly Part[], within: Group["kind"] | null): void => {
    for (const part of level) {
      if (!isGroup(part) || part.key === address || !part.layers.some(({ key }) => holds(address, key))) continue;
      if (!isOpen(part, next, within)) next = withToggled(next, part.key);
      open(part.children, part.kind);
    }
  };
  open(parts, null);
  return next;
}

const holds = (address: string, layer: string) => layer === address || layer.startsWith(`${address}/`);
