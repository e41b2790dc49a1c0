/** What holds for the diagnostics of any architecture that the schema accepts. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyse } from "../../../../../src-main/common/arch/analysis";
import { buildLayerGraph } from "../../../../../src-main/common/arch/build";
import { price } from "../../../../../src-main/common/arch/diagnostics/price";
import { type ArchSpec, archSpecSchema, vggSpecSchema } from "../../../../../src-main/common/arch/spec";
import { blockDesign, residualSpec } from "../../../../arbitrary-spec";
import { keyOf } from "./specs";

const small = residualSpec({ size: 80, channels: 96, blocks: 4, stages: 4, groups: 24 });
/** Where most slips are: a block written by hand. */
const designed = fc
  .record({ spec: small, block: blockDesign, groups: fc.constantFrom(1, 2, 3, 8) })
  .map(({ spec, ...changes }): ArchSpec => ({ ...spec, ...changes }));
const vgg = fc
  .record({
    input: fc.tuple(fc.constant(3), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 })),
    stages: fc.array(fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 8,
    }),
    batchNorm: fc.boolean(),
  })
  .map((fields): ArchSpec => vggSpecSchema.parse({ version: 1, family: "vgg", name: "any", classes: 10, ...fields }));
const any = fc.oneof(
  { arbitrary: small, weight: 2 },
  { arbitrary: designed, weight: 4 },
  { arbitrary: vgg, weight: 1 },
);

describe("the diagnostics", () => {
  it("find an error in every architecture whose layers don't fit together", () => {
    fc.assert(
      fc.property(any, (spec) => {
        if (analyse(spec).problems.some(({ severity }) => severity === "error")) return;
        expect(misfits(spec)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("name layers that are there, each problem once, with every value put in", () => {
    fc.assert(
      fc.property(any, (spec) => {
        const { problems, layers } = analyse(spec);
        const addresses = new Set(layers.map(({ name }) => name));
        expect(new Set(problems.map(keyOf)).size).toBe(problems.length);
        for (const { address, message, fix, fixes } of problems) {
          expect(address === null || addresses.has(address)).toBe(true);
          expect([message, fix, ...fixes.map(({ label }) => label)].join(" ")).not.toMatch(/[{}]|undefined|NaN/);
          expect(new Set(fixes.map(({ label }) => label)).size).toBe(fixes.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("never throw, however large the network", () => {
    const wide = residualSpec({ size: 4096, channels: 16_384, blocks: 24, stages: 8, groups: 1024 });
    fc.assert(
      fc.property(wide, (spec) => {
        expect(analyse(spec).problems).toBeInstanceOf(Array);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a repair", () => {
  it("makes its problem go away in one press, passes the schema and has a price", () => {
    fc.assert(
      fc.property(any, (spec) => {
        const before = analyse(spec);
        for (const problem of before.problems) {
          for (const fix of problem.fixes) {
            expect(archSpecSchema.safeParse(fix.spec).error).toBeUndefined();
            expect(analyse(fix.spec).problems.map(keyOf), fix.label).not.toContain(keyOf(problem));
            expect(Object.values(price(before, fix)).every(Number.isFinite)).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});

/** Layers that no engine could run: sums of unequal shapes, empty maps, groups that leave a rest. */
function misfits(spec: ArchSpec): string[] {
  const { nodes } = buildLayerGraph(spec);
  return nodes
    .filter((node) => {
      const [first = [], second] = node.sources.map((source) => nodes[source]?.output ?? []);
      if (node.output.some((size) => size < 1)) return true;
      if (node.kind === "add") return String(first) !== String(second);
      if (node.kind === "padShortcut") return (first[0] ?? 0) > node.attributes.channels;
      if (node.kind === "groupNorm") return (first[0] ?? 0) % node.attributes.groups > 0;
      if (node.kind !== "conv2d") return false;
      const { groups, filters } = node.attributes;
      return (first[0] ?? 0) % groups > 0 || filters % groups > 0;
    })
    .map(({ address }) => address);
}
