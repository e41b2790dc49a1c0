/** The published files in resources/architectures against what the program itself knows. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseArchSpec } from "../../../../src-main/common/arch/adapt";
import { archSpecJsonSchema } from "../../../../src-main/common/arch/json-schema";
import { PRESETS } from "../../../../src-main/common/arch/presets";
import { SAMPLES } from "../../../../src-main/common/arch/samples";
import { LIMITS } from "../../../../src-main/common/arch/spec";
import { SCHEMA_FILE, specFileText } from "../../../../src-main/common/arch/spec-file";

const FOLDER = join(import.meta.dirname, "../../../../resources/architectures");
const REWRITE = "UPDATE_SCHEMA=1 npx vitest run --project unit test/unit/common/arch/json-schema.test.ts";
const kebab = (id: string) => id.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const FILES: readonly (readonly [string, string])[] = [
  [SCHEMA_FILE, `${JSON.stringify(archSpecJsonSchema(), null, 2)}\n`],
  ...SAMPLES.map(({ id, spec }) => [`${kebab(id)}.json`, specFileText(spec)] as const),
];

describe("the published files", () => {
  it.each(FILES)("%s is up to date", (name, text) => {
    const path = join(FOLDER, name);
    if (process.env["UPDATE_SCHEMA"]) writeFileSync(path, text);
    const written = existsSync(path) ? readFileSync(path, "utf8") : "";
    expect(written === text, `${name} is out of date. Write it anew with ${REWRITE}`).toBe(true);
  });

  it.each(SAMPLES)("$id is read back as it is", ({ id, spec }) => {
    expect(parseArchSpec(JSON.parse(readFileSync(join(FOLDER, `${kebab(id)}.json`), "utf8")))).toEqual(spec);
  });
});

describe("the JSON Schema", () => {
  // Read back into a checker, so that it is held by what it accepts and not by its wording.
  const schema = z.fromJSONSchema(archSpecJsonSchema());
  const accepts = (value: unknown) => schema.safeParse(value).success;

  it("accepts every preset and sample, with and without its own address", () => {
    for (const spec of [...PRESETS, ...SAMPLES.map((sample) => sample.spec)]) {
      expect(accepts(spec), spec.name).toBe(true);
      expect(accepts({ $schema: `./${SCHEMA_FILE}`, ...spec }), spec.name).toBe(true);
    }
  });

  it("leaves out what has a default, and refuses what the program refuses", () => {
    const [resnet18] = PRESETS;
    if (resnet18?.family !== "residual") throw new Error("Expected ResNet-18.");
    const { expansion, groups, dropout, ...required } = resnet18;
    expect(accepts(required)).toBe(true);
    expect(accepts({ ...required, classes: LIMITS.classes + 1 })).toBe(false);
    expect(accepts({ ...required, expnasion: 4 })).toBe(false);
    expect(accepts({ ...required, block: { convs: [] } })).toBe(false);
    expect(accepts({ ...required, $schema: 1 })).toBe(false);
  });

  it("tells what the fields are", () => {
    expect(JSON.stringify(archSpecJsonSchema())).toContain("Squeeze-excitation's reduction ratio");
  });
});
