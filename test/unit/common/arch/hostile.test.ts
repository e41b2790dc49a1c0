/** Architectures from outside that are no architectures: refused in one sentence, with little work, and never a crash. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseArchSpec } from "../../../../src-main/common/arch/adapt";
import { analyse } from "../../../../src-main/common/arch/analysis";
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";
import { ResiduaError } from "../../../../src-main/common/errors";
import { residualSpec } from "../../../arbitrary-spec";

const resnet20 = findPreset("resnet20");
const json = (text: string): unknown => JSON.parse(text);
/** The preset as JSON with one field's text replaced. */
const withField = (field: string, text: string) =>
  json(JSON.stringify({ ...resnet20, [field]: "HERE" }).replace('"HERE"', text));

/** One sentence or two on one line, of a length that can be read, with nothing that drives a terminal. */
const SENTENCE = /^The architecture is not valid[^\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]{1,250}\.$/u;

function refusalOf(value: unknown): ResiduaError | null {
  try {
    parseArchSpec(value);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof ResiduaError)) throw thrown;
    expect(thrown.code).toBe("INVALID_ARCHITECTURE");
    expect(thrown.message).toMatch(SENTENCE);
    if (thrown.field !== undefined) expect(thrown.message).toContain(`at ${thrown.field}:`);
    return thrown;
  }
}

const CASES: readonly [string, () => unknown, string][] = [
  [
    "a million blocks in a stage",
    () => withField("stages", '[{"blocks":1e6,"width":16,"stride":1}]'),
    "stages.0.blocks: received 1000000, expected at most 512",
  ],
  [
    "a million stages",
    () => withField("stages", `[${'{"blocks":1,"width":1,"stride":1},'.repeat(999_999)}1]`),
    "stages: ",
  ],
  ["a negative width", () => withField("stemWidth", "-16"), "stemWidth: received -16, expected at least 1"],
  ["a number beyond all numbers", () => withField("classes", "1e999"), "classes: received Infinity, expected a number"],
  [
    "the least number of all",
    () => withField("shortcutScale", "-1e999"),
    "shortcutScale: received -Infinity, expected a number",
  ],
  ["no number", () => ({ ...resnet20, classes: Number.NaN }), "classes: received NaN, expected a number"],
  ["half a channel", () => withField("stemWidth", "16.5"), "stemWidth: received 16.5, expected a whole number"],
  ["ten megabytes of a name", () => ({ ...resnet20, name: "x".repeat(1e7) }), "name: received "],
  ["ten megabytes of lists", () => json(`[${"[],".repeat(3e6)}[]]`), "received [[],[],"],
  [
    "ten megabytes of a field's name",
    () => json(`{"family":"vgg","${"k".repeat(1e7)}":1}`),
    "version: received nothing, expected 1",
  ],
  [
    "a hundred thousand unknown fields",
    () => ({ ...resnet20, ...Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`f${i}`, i])) }),
    'there is no field "f0"',
  ],
  [
    "lists in lists by the hundred thousand",
    () => withField("stages", "[".repeat(1e5) + "]".repeat(1e5)),
    "stages.0: received [[[[",
  ],
  [
    "objects in objects",
    () => withField("block", `${'{"convs":'.repeat(1e4)}1${"}".repeat(1e4)}`),
    "block.convs: received {",
  ],
  [
    "a prototype",
    () => json(JSON.stringify(resnet20).replace("{", '{"__proto__":{"stem":"none"},')),
    'there is no field "__proto__"',
  ],
  [
    "a prototype inside",
    () => withField("stages", '[{"__proto__":{"blocks":1},"width":16,"stride":1}]'),
    "stages.0.blocks: received nothing, expected a number",
  ],
  ["a constructor", () => ({ ...resnet20, constructor: { prototype: {} } }), 'there is no field "constructor"'],
  ["a list for the whole", () => [resnet20], "received [{"],
  ["nothing at all", () => null, "received null, expected an object"],
  ["an object for a list", () => withField("stages", '{"length":3}'), 'stages: received {"length":3}, expected a list'],
  ["a list for an object", () => withField("block", "[]"), "block: received [], expected"],
  ["a text for a number", () => withField("classes", '"10"'), 'classes: received "10", expected a number'],
  [
    "a name that clears the terminal",
    () => withField("name", '"\\u001b[2J"'),
    'name: received "\\u001b[2J", expected a text without control characters',
  ],
  ["a name of two lines", () => withField("name", '"a\\nresidua: fine"'), 'name: received "a\\nresidua: fine"'],
  ["a name that is read backwards", () => withField("name", '"a\\u202eb"'), 'name: received "a\\u202eb"'],
  ["a field that clears the terminal", () => ({ ...resnet20, "\u009b2J": 1 }), 'there is no field "\\u009b2J"'],
  ["a version to come", () => withField("version", "2"), "version: received 2, expected 1"],
  [
    "a design without convolutions",
    () => withField("block", '{"convs":[]}'),
    "block.convs: received [], expected at least 1 entry",
  ],
  ["a schema that is no text", () => ({ ...resnet20, $schema: {} }), 'there is no field "$schema"'],
];

describe("a hostile architecture", () => {
  it.each(CASES)("is refused in one sentence: %s", (_, value, expected) => {
    expect(refusalOf(value())?.message).toContain(expected);
  });

  it("is not read further than it can be right, however long it is", () => {
    let reads = 0;
    const endless = new Proxy<unknown[]>([], {
      has: () => true,
      get(target, key) {
        reads += 1;
        if (key === "length") return 1e9;
        return typeof key === "string" && /^\d+$/.test(key)
          ? { blocks: 1, width: 8, stride: 1 }
          : Reflect.get(target, key);
      },
    });
    expect(refusalOf({ ...resnet20, stages: endless })?.field).toBe("stages");
    expect(reads).toBeLessThan(1000);
  });

  it("leaves every prototype alone", () => {
    refusalOf(json('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'));
    expect("polluted" in {}).toBe(false);
  });

  it("may be any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(refusalOf(value)).not.toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it("may be an architecture with anything anywhere: then it is refused, or analysed without a throw", () => {
    const strange = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.constantFrom(-1, 0, 0.5, 1e308, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "__proto__", "", null, [], {}),
    );
    const spec = fc.oneof(
      fc.constantFrom(...PRESETS.filter(({ name }) => name !== "resnet1202")),
      residualSpec({ size: 64, channels: 64, blocks: 3, stages: 3, groups: 8 }),
    );
    fc.assert(
      fc.property(spec, fc.nat(), strange, fc.boolean(), (valid, place, value, renames) => {
        const changed: unknown = structuredClone(valid);
        changeAt(changed, place, value, renames);
        if (refusalOf(changed) === null) expect(analyse(parseArchSpec(changed)).problems).toBeInstanceOf(Array);
      }),
      { numRuns: 1000 },
    );
  });
});

/** Puts the value at one of all places, or gives that place another name. */
function changeAt(root: unknown, place: number, value: unknown, renames: boolean): void {
  const places: [object, string][] = [];
  const visit = (part: unknown) => {
    if (typeof part !== "object" || part === null) return;
    for (const key of Object.keys(part)) {
      places.push([part, key]);
      visit(Reflect.get(part, key));
    }
  };
  visit(root);
  const [owner, key] = places[place % places.length] ?? [{}, ""];
  if (!renames) {
    Object.defineProperty(owner, key, { value, enumerable: true, configurable: true, writable: true });
    return;
  }
  Reflect.deleteProperty(owner, key);
  Object.defineProperty(owner, `${key}${JSON.stringify(value)}`, {
    value: 1,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
