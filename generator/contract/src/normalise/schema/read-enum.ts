import type { Cursor } from "../../load/cursor.js";
import type { Json, JsonObject } from "../../model/json.js";
import type { ConstSchema, EnumSchema, NeverSchema, NullSchema, ScalarSchema, SchemaBase } from "../../model/schema.js";
import { defined } from "../../util/defined.js";
import { isList } from "../../util/json-values.js";

/** Words for one value of an enum. */
export interface EnumValue {
  readonly value: Json;
  readonly name?: string;
  readonly description?: string;
}

/** Reads `const`: one value, or only `null`. */
export function readConst(value: Json, base: SchemaBase): ConstSchema | NullSchema {
  return value === null ? { kind: "null", ...base } : { kind: "const", ...base, value };
}

/** Reads `enum`; `null` among the values is a matter of `nullable` and does not count here. */
export function readEnum(
  cursor: Cursor<JsonObject>,
  values: readonly Json[],
  base: SchemaBase,
): ConstSchema | EnumSchema | NeverSchema | NullSchema | ScalarSchema {
  const { value } = cursor;
  const names = textsOf(value["x-enum-varnames"] ?? value["x-enumNames"] ?? value["x-enum-names"], values);
  const descriptions = textsOf(value["x-enum-descriptions"] ?? value["x-enumDescriptions"], values);
  const described = values.map((each, index) =>
    defined({ value: each, name: names?.[index], description: descriptions?.[index] }),
  );
  const open = value["x-parlance-closed"] !== true;
  return enumOf(described, { base, open, number: value.type === "number" });
}

/** The enum of some values, in the simplest kind of schema that says the same. */
export function enumOf(
  described: readonly EnumValue[],
  options: { readonly base: SchemaBase; readonly open: boolean; readonly number?: boolean },
): ConstSchema | EnumSchema | NeverSchema | NullSchema | ScalarSchema {
  const { base, open } = options;
  const kept = unique(described.filter((each) => each.value !== null));
  const [first] = kept;
  if (first === undefined) return { kind: described.length === 0 ? "never" : "null", ...base };
  if (kept.length === 1) return { kind: "const", ...base, value: first.value };
  const kind = baseKind(kept, options.number === true);
  if (kind === "boolean") return { kind: "scalar", type: "boolean", ...base };
  return {
    kind: "enum",
    ...base,
    base: kind,
    values: kept.map((each) => each.value),
    ...defined({
      names: complete(kept.map((each) => each.name)),
      descriptions: complete(kept.map((each) => each.description)),
    }),
    open,
  };
}

function unique(described: readonly EnumValue[]): EnumValue[] {
  const seen = new Set<string>();
  return described.filter(({ value }) => {
    const key = JSON.stringify(value);
    return !seen.has(key) && seen.add(key);
  });
}

function baseKind(described: readonly EnumValue[], number: boolean): EnumSchema["base"] {
  const kinds = new Set(described.map(({ value }) => (Number.isInteger(value) && !number ? "integer" : typeof value)));
  if (kinds.size === 2 && kinds.has("integer") && kinds.has("number")) return "number";
  const [kind] = kinds;
  if (kinds.size > 1 || kind === undefined) return "mixed";
  return kind === "string" || kind === "integer" || kind === "number" || kind === "boolean" ? kind : "mixed";
}

/** One text per value, from a list in the same order or from an object keyed by the value. */
function textsOf(texts: Json | undefined, values: readonly Json[]): readonly (string | undefined)[] | undefined {
  if (typeof texts !== "object" || texts === null) return undefined;
  const at = (value: Json, index: number) => (isList(texts) ? texts[index] : (texts as JsonObject)[String(value)]);
  return values.map((value, index) => {
    const text = at(value, index);
    return typeof text === "string" ? text : undefined;
  });
}

function complete(texts: readonly (string | undefined)[]): readonly string[] | undefined {
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
