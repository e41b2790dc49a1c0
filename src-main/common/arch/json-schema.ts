/** The spec's schema for editors: resources/architectures has it as a file, which a test holds against this. */
import { z } from "zod";
import { archSpecSchema } from "./spec";

/** JSON Schema 2020-12 of an architecture file, where fields with defaults may be left out and `$schema` may stand. */
export function archSpecJsonSchema(): z.core.JSONSchema.JSONSchema {
  return {
    title: "Residua architecture",
    ...z.toJSONSchema(archSpecSchema, {
      io: "input",
      override: ({ jsonSchema, path }) => allowSchema(jsonSchema, path),
    }),
  };
}

/** The families are the schema's alternatives: only they are whole files. */
function allowSchema(schema: z.core.JSONSchema.BaseSchema, path: readonly (string | number)[]): void {
  const isFamily = path.length === 2 && path[0] === "oneOf";
  if (isFamily && schema.properties) {
    schema.properties = { $schema: { type: "string", description: "Where this schema is." }, ...schema.properties };
  }
}
