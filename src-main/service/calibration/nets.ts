/**
 * The networks whose steps are timed. Each leans on one or two of the four costs, and every cost has at least two that
 * lean on it, so that each can be predicted from the others. They are small: a step takes 6 to 70 ms on two cores.
 */
import { type ArchSpec, type ResidualSpec, residualSpecSchema } from "../../common/arch/spec";

export interface CalibrationNet {
  architecture: ArchSpec;
  batch: number;
  /** In a timed round. */
  steps: number;
}

type Stages = readonly (readonly [blocks: number, width: number, stride: number])[];

function net(name: string, stages: Stages, options: Partial<ResidualSpec>): ResidualSpec {
  return residualSpecSchema.parse({
    version: 1,
    name,
    family: "residual",
    input: [3, 32, 32],
    classes: 10,
    stem: "cifar",
    stemWidth: 16,
    block: "basic",
    shortcut: "B",
    stages: stages.map(([blocks, width, stride]) => ({ blocks, width, stride })),
    ...options,
  });
}

const NARROW = net("narrow maps", [[2, 16, 1]], {});
const BOTTLENECK = net("bottlenecks", [[2, 16, 1]], { block: "bottleneck", expansion: 4 });
const WIDE = net(
  "wide convolutions",
  [
    [1, 128, 2],
    [1, 256, 2],
  ],
  { stemWidth: 64 },
);
const DEEP = net("many layers", [[12, 8, 1]], { input: [3, 8, 8], stemWidth: 8 });
const HEAVY = net("many weights", [[1, 512, 2]], { input: [3, 8, 8], stemWidth: 512, classes: 4000 });

export const CALIBRATION_NETS: readonly CalibrationNet[] = [
  { architecture: NARROW, batch: 64, steps: 2 },
  { architecture: NARROW, batch: 8, steps: 6 },
  { architecture: BOTTLENECK, batch: 32, steps: 2 },
  { architecture: WIDE, batch: 16, steps: 1 },
  { architecture: WIDE, batch: 4, steps: 3 },
  { architecture: DEEP, batch: 2, steps: 6 },
  { architecture: DEEP, batch: 16, steps: 5 },
  { architecture: HEAVY, batch: 4, steps: 2 },
  { architecture: HEAVY, batch: 16, steps: 2 },
];
