/** What a block saves against two 3x3 convolutions of the same outer width (He et al. 2015, figure 5). */
import { analyse } from "../../../../src-main/common/arch/analysis";
import { outerWidth } from "../../../../src-main/common/arch/block-design";
import type { ResidualSpec } from "../../../../src-main/common/arch/spec";

export interface BlockCost {
  /** Of the convolutions alone. */
  weights: number;
  /** For one sample. */
  macs: number;
}

export interface Saving {
  /** Channels that both blocks take and give. */
  width: number;
  block: BlockCost;
  basic: BlockCost;
}

/** Of one block inside stage 1, where input and output are alike; null for a basic block, which saves nothing. */
export function savingOf(spec: ResidualSpec): Saving | null {
  const [stage] = spec.stages;
  if (spec.block === "basic" || !stage) return null;
  const width = outerWidth(spec, stage.width);
  const basic = { block: "basic", expansion: 1, groups: 1, widthPerGroup: 64 } as const;
  return {
    width,
    block: innerBlockCost({ ...spec, stages: [stage] }),
    basic: innerBlockCost({ ...spec, ...basic, stages: [{ ...stage, width }] }),
  };
}

/** With a norm, since convolutions without one have biases, which aren't what is compared. */
function innerBlockCost(spec: ResidualSpec): BlockCost {
  const stages = spec.stages.map((stage) => ({ ...stage, blocks: 2 }));
  const { layers } = analyse({ ...spec, norm: "batch", stages });
  const convs = layers.filter(({ name }) => /^stage1\/block2\/conv\d+$/.test(name));
  return {
    weights: convs.reduce((sum, { params }) => sum + params, 0),
    macs: convs.reduce((sum, { macs }) => sum + macs, 0),
  };
}
