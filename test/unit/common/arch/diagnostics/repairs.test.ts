/** What every problem and every repair has to keep, over random architectures. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyse } from "../../../../../src-main/common/arch/analysis";
import type { Problem } from "../../../../../src-main/common/arch/diagnostics";
import { type ArchSpec, archSpecSchema } from "../../../../../src-main/common/arch/spec";
import { blockDesign, residualSpec } from "../../../../arbitrary-spec";

const small = residualSpec({ size: 80, channels: 96, blocks: 4, stages: 4, groups: 24 });
/** Where most slips are: a block written by hand. */
const designed = fc
  .record({ spec: small, block: blockDesign, groups: fc.constantFrom(1, 2, 3, 8) })
  .map(({ spec, ...changes }): ArchSpec => ({ ...spec, ...changes }));

const same = ({ code, address }: Problem) => `${code} at ${address}`;

describe("a repair", () => {
  it("makes its problem go away in one press and passes the schema", () => {
    fc.assert(
      fc.property(fc.oneof(small, designed), (spec) => {
        for (const problem of analyse(spec).problems) {
          for (const fix of problem.fixes) {
            expect(archSpecSchema.safeParse(fix.spec).error).toBeUndefined();
            expect(analyse(fix.spec).problems.map(same), fix.label).not.toContain(same(problem));
          }
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
