import { Check } from "typebox/schema";
import type { ValidationIssue } from "../errors/validation-error.js";
import { resolvePointer } from "../http/resolve-pointer.js";

/** Most deviations named for one body. */
const mostIssues = 8;
/** Most characters of a schema in a message. */
const longestSchema = 120;

type Schema = Readonly<Record<string, unknown>>;

interface Place {
  readonly schema: Schema;
  readonly value: unknown;
  readonly pointer: string;
}

/**
 * Names the innermost parts of a value that keep it from fitting a schema. typebox's own `Errors` would do the same for three
 * times the bytes.
 */
export function locateIssues(root: object, value: unknown): readonly ValidationIssue[] {
  const issues: ValidationIssue[] = [];
  const visit = (place: Place): void => {
    const schema = follow(root, place.schema);
    const inner = partsOf({ ...place, schema }).filter((part) => issues.length < mostIssues && !fits(root, part));
    if (inner.length > 0) inner.forEach(visit);
    else if (issues.length < mostIssues) issues.push({ pointer: place.pointer, message: describe({ ...place, schema }) });
  };
  visit({ schema: asSchema(root), value, pointer: "" });
  return issues;
}

/** References in a part of a schema are resolved in the whole. */
function fits(root: object, { schema, value }: Place): boolean {
  const definitions = Reflect.get(root, "$defs");
  return value !== undefined && Check(definitions === undefined ? schema : { ...schema, $defs: definitions }, value);
}

function follow(root: object, schema: Schema): Schema {
  let current = schema;
  for (let steps = 0; steps < 16 && typeof current["$ref"] === "string"; steps++) {
    current = asSchema(resolvePointer(root, current["$ref"].replace(/^#/, "")));
  }
  return current;
}

function partsOf({ schema, value, pointer }: Place): Place[] {
  if (Array.isArray(schema["allOf"])) return schema["allOf"].map((part) => ({ schema: asSchema(part), value, pointer }));
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => ({ schema: asSchema(schema["items"]), value: item, pointer: `${pointer}/${index}` }));
  }
  if (typeof value !== "object" || value === null) return [];
  const properties = asSchema(schema["properties"]);
  const required = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
  return [...new Set([...required, ...Object.keys(value)])].map((key) => ({
    schema: asSchema(properties[key] ?? schema["additionalProperties"]),
    value: Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
    pointer: `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
  }));
}

function asSchema(schema: unknown): Schema {
  return schema === false ? { not: {} } : { ...Object(schema) };
}

function describe({ schema, value }: Place): string {
  if (value === undefined) return "is required";
  return `must fit ${JSON.stringify({ ...schema, $defs: undefined }).slice(0, longestSchema)}`;
}
