/** Fields that change nothing, where someone may have set them to change something. */
import { designOf } from "../block-design";
import type { ResidualSpec } from "../spec";
import type { Check } from "./context";
import { problem, repair } from "./problem";
import type { FixId, ProblemCode } from "./texts";
import type { TextValues } from "./values";

interface IdleField {
  code: ProblemCode;
  idle: (spec: ResidualSpec) => boolean;
  values: (spec: ResidualSpec) => TextValues;
  fix: FixId;
  reset: Partial<ResidualSpec>;
}

const FIELDS: readonly IdleField[] = [
  {
    code: "EXPANSION_UNUSED",
    idle: ({ block, expansion }) => block === "basic" && expansion !== 1,
    values: ({ expansion }) => ({ expansion }),
    fix: "resetExpansion",
    reset: { expansion: 1 },
  },
  {
    code: "GROUPS_UNUSED",
    idle: ({ block, groups, widthPerGroup }) => block === "basic" && (groups !== 1 || widthPerGroup !== 64),
    values: ({ groups, widthPerGroup }) => ({ groups, widthPerGroup }),
    fix: "resetGroups",
    reset: { groups: 1, widthPerGroup: 64 },
  },
  {
    code: "SHORTCUT_SCALE_UNUSED",
    idle: ({ shortcut, shortcutScale }) => shortcut === "none" && shortcutScale !== 1,
    values: ({ shortcutScale }) => ({ scale: shortcutScale }),
    fix: "resetShortcutScale",
    reset: { shortcutScale: 1 },
  },
  {
    code: "PROJECTION_POOLING_UNUSED",
    idle: (spec) => spec.projectionPooling === "average-pool" && !hasStridedProjection(spec),
    values: () => ({}),
    fix: "resetProjectionPooling",
    reset: { projectionPooling: "strided" },
  },
  {
    code: "ZERO_GAMMA_UNUSED",
    idle: (spec) => spec.zeroInitLastGamma && !branchesEndInNorm(spec),
    values: () => ({}),
    fix: "resetZeroGamma",
    reset: { zeroInitLastGamma: false },
  },
  {
    code: "STOCHASTIC_DEPTH_UNUSED",
    idle: ({ shortcut, stochasticDepth }) => shortcut === "none" && stochasticDepth > 0,
    values: ({ stochasticDepth }) => ({ rate: stochasticDepth }),
    fix: "resetStochasticDepth",
    reset: { stochasticDepth: 0 },
  },
  {
    code: "DROPOUT_UNUSED",
    idle: (spec) => spec.dropout > 0 && designOf(spec).convs.length === 1,
    values: ({ dropout }) => ({ rate: dropout }),
    fix: "resetDropout",
    reset: { dropout: 0 },
  },
];

export const idleFields: Check = ({ spec }) => {
  if (spec.family !== "residual") return [];
  return FIELDS.filter(({ idle }) => idle(spec)).map(({ code, values, fix, reset }) =>
    problem(code, "warning", null, values(spec), { fixes: [repair(fix, { ...spec, ...reset })] }),
  );
};

/** Without a shortcut, a last norm that starts at zero makes every block give zeros. */
export const silencedBlocks: Check = ({ spec }) => {
  if (spec.family !== "residual" || spec.shortcut !== "none") return [];
  if (!spec.zeroInitLastGamma || !branchesEndInNorm(spec)) return [];
  const fixes = [repair("resetZeroGamma", { ...spec, zeroInitLastGamma: false })];
  return [problem("ZERO_GAMMA_SILENCES", "error", null, {}, { fixes })];
};

function branchesEndInNorm({ activationOrder, norm }: ResidualSpec): boolean {
  return activationOrder === "post" && norm !== "none";
}

function hasStridedProjection(spec: ResidualSpec): boolean {
  const projects = spec.shortcut === "B" || spec.shortcut === "C";
  return projects && designOf(spec).projection === "strided" && spec.stages.some(({ stride }) => stride > 1);
}
