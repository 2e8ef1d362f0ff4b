import type { Schema } from "@parlance/contract";
import type { Schemas } from "./schemas.js";
import { dereference } from "./dereference.js";

/** What the tag of a union's member can hold by itself. */
export interface TagValues {
  readonly values: readonly string[];
  /** True if it can hold other strings too. */
  readonly open: boolean;
}

const anything: TagValues = { values: [], open: true };

/** Looks the tag property up through references and `allOf`. A member that does not declare it may hold anything. */
export function tagValues(member: Schema, tag: string, schemas: Schemas): TagValues {
  const property = propertyOf(member, tag, schemas, new Set());
  return property === undefined ? anything : valuesOf(property, schemas, new Set());
}

function propertyOf(schema: Schema, name: string, schemas: Schemas, seen: Set<string>): Schema | undefined {
  switch (schema.kind) {
    case "ref": {
      const target = dereference(schema, schemas, seen);
      return target === undefined ? undefined : propertyOf(target, name, schemas, seen);
    }
    case "object": {
      const found = schema.properties.find((each) => each.name === name);
      return found?.optional === false ? found.schema : undefined;
    }
    case "intersection":
      return schema.members.map((each) => propertyOf(each, name, schemas, seen)).find((each) => each !== undefined);
    default:
      return undefined;
  }
}

function valuesOf(schema: Schema, schemas: Schemas, seen: Set<string>): TagValues {
  switch (schema.kind) {
    case "const":
      return { values: [String(schema.value)], open: false };
    case "enum":
      return { values: schema.values.map(String), open: schema.open };
    case "ref": {
      const target = dereference(schema, schemas, seen);
      return target === undefined ? anything : valuesOf(target, schemas, seen);
    }
    default:
      return anything;
  }
}
