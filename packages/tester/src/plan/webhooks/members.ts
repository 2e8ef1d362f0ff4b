import type { Schema } from "@parlance/contract";
import { pointerTo } from "../../values/pointer.js";
import { resolve, type Schemas } from "../../values/schemas.js";

/** A member of an object, or of an object in it. */
export interface Member {
  readonly name: string;
  /** JSON pointer from the whole. */
  readonly pointer: string;
  /** Neither a reference nor nullable. */
  readonly schema: Schema;
}

/** How deep members are looked for: `config.url` is found, and what stands one deeper. */
const deepest = 3;

/** The members that a schema declares, the outermost first. */
export function membersOf(schema: Schema | undefined, schemas: Schemas): readonly Member[] {
  return schema === undefined ? [] : below({ schema, pointer: "", schemas, depth: 1 });
}

interface At {
  readonly schema: Schema;
  readonly pointer: string;
  readonly schemas: Schemas;
  readonly depth: number;
}

function below({ schema, pointer, schemas, depth }: At): readonly Member[] {
  const plain = plainSchema(schema, schemas);
  const inner = (each: Schema) => below({ schema: each, pointer, schemas, depth });
  if (plain.kind === "intersection") return plain.members.flatMap(inner);
  if (plain.kind === "union") return plain.members.flatMap((each) => inner(each.schema));
  if (plain.kind !== "object") return [];
  const own = plain.properties.map(({ name, schema: each }) => ({
    name,
    pointer: `${pointer}${pointerTo(name)}`,
    schema: plainSchema(each, schemas),
  }));
  if (depth === deepest) return own;
  return [...own, ...own.flatMap((each) => below({ ...each, schemas, depth: depth + 1 }))];
}

/** The schema without what stands around it. */
export function plainSchema(schema: Schema, schemas: Schemas): Schema {
  const plain = resolve(schema, schemas);
  return plain.kind === "nullable" ? plainSchema(plain.schema, schemas) : plain;
}

/** True if values of the schema are texts. */
export function isText(schema: Schema): boolean {
  if (schema.kind === "enum") return schema.base === "string";
  return schema.kind === "const" ? typeof schema.value === "string" : isFreeText(schema);
}

/** True if values of the schema are texts that are none of a few. */
export function isFreeText(schema: Schema): boolean {
  return schema.kind === "scalar" && schema.type === "string";
}
