import type { Json, ScalarSchema, Schema } from "@parlance/contract";
import { isObject, memberIn } from "./json-kinds.js";
import { pointerTo } from "./pointer.js";
import { resolve, type Schemas } from "./schemas.js";

/** An allowed value of which one text has letters that servers stumble over. */
export interface Unusual {
  /** JSON pointer to the text. */
  readonly pointer: string;
  /** The whole value. */
  readonly value: Json;
}

/** Databases refuse the first one, terminals and logs obey the others. */
const controlLetters = "a\u0000b\u001f\u007f";

/** A value with control letters in one of its texts at a time. Texts with a pattern, a format or a list of values are left alone. */
export function unusuals(schema: Schema, value: Json, schemas: Schemas): readonly Unusual[] {
  const target = resolve(schema, schemas);
  const below = (name: string, inner: Schema, member: Json, put: (changed: Json) => Json): readonly Unusual[] =>
    unusuals(inner, member, schemas).map((found) => ({
      pointer: pointerTo(name) + found.pointer,
      value: put(found.value),
    }));
  switch (target.kind) {
    case "nullable":
      return value === null ? [] : unusuals(target.schema, value, schemas);
    case "scalar":
      return isFree(target) ? [{ pointer: "", value: fitted(target) }] : [];
    case "list":
      if (!Array.isArray(value) || value[0] === undefined || target.items === false) return [];
      return below("0", target.items, value[0] as Json, (changed) => [changed, ...(value as Json[]).slice(1)]);
    case "object": {
      if (!isObject(value)) return [];
      return target.properties.flatMap(({ name, schema: inner }) => {
        const member = memberIn(value, name);
        return member === undefined ? [] : below(name, inner, member, (changed) => ({ ...value, [name]: changed }));
      });
    }
    case "map": {
      const [name, member] = isObject(value) ? (Object.entries(value)[0] ?? []) : [];
      if (name === undefined || member === undefined || !isObject(value)) return [];
      return below(name, target.values, member, (changed) => ({ ...value, [name]: changed }));
    }
    default:
      return [];
  }
}

function isFree({ type, pattern, format }: ScalarSchema): boolean {
  return type === "string" && pattern === undefined && format === undefined;
}

function fitted({ minLength = 0, maxLength = Infinity }: ScalarSchema): string {
  return controlLetters
    .padEnd(minLength, "x")
    .slice(0, Math.min(maxLength, Math.max(minLength, controlLetters.length)));
}
