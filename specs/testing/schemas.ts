import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { isObject, items, members, readSpec, schemaFiles, target, type Json, type Placed } from "./documents.js";

/** Keywords of OpenAPI and our own that say nothing about validity. */
const annotations = ["discriminator", "example", "x-enum-descriptions", "xml", "externalDocs"];

const ajv = new Ajv2020({ strict: false, allErrors: true, formats: fullFormats, keywords: annotations });

/** Makes every reference absolute, so that a schema can be compiled away from its file. */
function absolute(value: Json, file: string): Json {
  if (Array.isArray(value)) return value.map((item) => absolute(item, file));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    members(value).map(([key, member]) => {
      if (key === "examples" || key === "example" || key === "discriminator") return [key, member];
      if (key !== "$ref" || typeof member !== "string") return [key, absolute(member, file)];
      const to = target(member, file);
      return [key, `spec:/${to.file}#${to.pointer}`];
    }),
  );
}

for (const file of schemaFiles()) ajv.addSchema(absolute(readSpec(file), file) as object, `spec:/${file}`);

/** What is wrong with `value` by the schema at this place; empty if nothing is. */
export function problems(schema: Placed, value: Json): string[] {
  const validate = ajv.compile(absolute(schema.value, schema.file) as object);
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath || "/"} ${error.message ?? ""}`);
}

/** One example and the schema it must match. */
export interface Example {
  name: string;
  schema: Placed;
  value: Json;
}

/** The `examples` of a schema and of every schema inside it. */
export function schemaExamples(name: string, schema: Placed): Example[] {
  const { value, file } = schema;
  if (Array.isArray(value))
    return value.flatMap((item, index) => schemaExamples(`${name}/${index}`, { value: item, file }));
  if (!isObject(value)) return [];
  const own = isSchema(value) ? items(value.examples).map((example) => ({ name, schema, value: example })) : [];
  const inner = members(value).filter(([key]) => !["examples", "example", "default", "enum", "const"].includes(key));
  return [...own, ...inner.flatMap(([key, member]) => schemaExamples(`${name}/${key}`, { value: member, file }))];
}

/** Whether an object is a schema rather than a map whose keys are names, such as `properties`. */
function isSchema(value: { [key: string]: Json }): boolean {
  return Array.isArray(value.examples);
}
