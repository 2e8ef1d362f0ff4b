import type { Schema } from "@parlance/contract";
import { dereference } from "./dereference.js";
import type { Schemas } from "./schemas.js";

/** The schema below `schema` at a JSON pointer (RFC 6901) of object members, looking through references and `allOf`. */
export function resolvePointer(schema: Schema, pointer: string, schemas: Schemas): Schema | undefined {
  const steps = pointer === "" ? [] : pointer.slice(1).split("/").map(unescapeStep);
  return steps.reduce<Schema | undefined>((found, step) => found && member(found, step, schemas, new Set()), schema);
}

/** The schema of a list's elements, looking through references; undefined if it is no list. */
export function elementOf(schema: Schema | undefined, schemas: Schemas): Schema | undefined {
  const list = schema && present(schema, schemas, new Set());
  return list?.kind === "list" && list.items !== false && list.prefix.length === 0 ? list.items : undefined;
}

function member(schema: Schema, name: string, schemas: Schemas, seen: Set<string>): Schema | undefined {
  const target = present(schema, schemas, seen);
  switch (target?.kind) {
    case "object":
      return target.properties.find((each) => each.name === name)?.schema;
    case "intersection":
      return target.members.map((each) => member(each, name, schemas, seen)).find((each) => each !== undefined);
    default:
      return undefined;
  }
}

/** What a schema is behind references and `null`. */
function present(schema: Schema, schemas: Schemas, seen: Set<string>): Schema | undefined {
  const target = dereference(schema, schemas, seen);
  return target?.kind === "nullable" ? present(target.schema, schemas, seen) : target;
}

function unescapeStep(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}
