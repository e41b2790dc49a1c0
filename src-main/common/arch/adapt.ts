import { ResiduaError } from "../errors";
import { preview } from "../preview";
import { firstIssue } from "../schema-issue";
import { cutValue } from "./cut-value";
import {
  type ArchSpec,
  archSpecSchema,
  inputSchema,
  LIMITS,
  residualSpecSchema,
  type Shortcut,
  vggSpecSchema,
} from "./spec";
import { withoutSchema } from "./spec-file";

/** What may be changed about an architecture from outside it. */
export interface Adaptation {
  input?: readonly [number, number, number] | undefined;
  classes?: number | undefined;
  shortcut?: Shortcut | undefined;
}

/**
 * The same architecture for another input, class count or shortcut.
 * @throws ResiduaError INVALID_ARCHITECTURE for a shortcut on a network that has none.
 */
export function adaptSpec(spec: ArchSpec, { input, classes, shortcut }: Adaptation): ArchSpec {
  const adapted: ArchSpec = {
    ...spec,
    input: input ? [...input] : spec.input,
    classes: classes ?? spec.classes,
  };
  if (shortcut === undefined) return adapted;
  if (adapted.family !== "residual") {
    throw new ResiduaError(
      "INVALID_ARCHITECTURE",
      `${spec.name} has no shortcuts, so --shortcut ${shortcut} can't apply; leave it out or choose a residual network.`,
      { field: "shortcut" },
    );
  }
  return { ...adapted, shortcut };
}

/** Reads "3x32x32". @throws ResiduaError INVALID_VALUE. */
export function parseInput(text: string): [number, number, number] {
  const match = /^(\d{1,9})x(\d{1,9})x(\d{1,9})$/i.exec(text.trim());
  const parsed = inputSchema.safeParse(match?.slice(1).map(Number));
  if (parsed.success) return parsed.data;
  throw new ResiduaError(
    "INVALID_VALUE",
    `The input ${preview(text)} is not a size; give CxHxW such as 3x32x32, with channels from 1 to ${LIMITS.channels} and sides from 1 to ${LIMITS.size}.`,
    { field: "input" },
  );
}

/** He et al. 2015, figure 5. */
const PAPER_EXPANSION = 4;

const FIELDS = [...new Set([residualSpecSchema, vggSpecSchema].flatMap(({ shape }) => Object.keys(shape)))];

/**
 * Reads a spec from outside, where it may name its schema.
 * @throws ResiduaError INVALID_ARCHITECTURE naming the first field that is wrong.
 */
export function parseArchSpec(file: unknown): ArchSpec {
  const parsed = archSpecSchema.safeParse(withPaperExpansion(withoutSchema(cutValue(file))));
  if (parsed.success) return parsed.data;
  const { field, finding } = firstIssue(file, parsed.error, FIELDS);
  throw new ResiduaError("INVALID_ARCHITECTURE", `The architecture is not valid${finding}.`, { field });
}

/** A bottleneck that doesn't say how much it widens is the paper's. */
function withPaperExpansion(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("block" in value) || value.block !== "bottleneck") return value;
  return "expansion" in value ? value : { ...value, expansion: PAPER_EXPANSION };
}
