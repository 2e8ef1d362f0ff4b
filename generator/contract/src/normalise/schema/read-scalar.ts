import type { Cursor } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { ScalarSchema, SchemaBase } from "../../model/schema.js";
import { defined } from "../../util/defined.js";
import { numberOf, stringOf } from "../../util/json-values.js";

/** A string, number, integer or boolean with its bounds, in the spelling of any draft. */
export function readScalar(cursor: Cursor<JsonObject>, type: ScalarSchema["type"], base: SchemaBase): ScalarSchema {
  const { value } = cursor;
  const format = stringOf(value.format);
  if (type === "string")
    return {
      kind: "scalar",
      type,
      ...base,
      ...defined({
        format: format ?? (value.contentEncoding === "base64" ? "byte" : undefined),
        pattern: stringOf(value.pattern),
        minLength: numberOf(value.minLength),
        maxLength: numberOf(value.maxLength),
        contentMediaType: stringOf(value.contentMediaType),
        contentEncoding: stringOf(value.contentEncoding),
      }),
    };
  if (type === "boolean") return { kind: "scalar", type, ...base };
  return {
    kind: "scalar",
    type,
    ...base,
    ...defined({ format, ...lower(value), ...upper(value), multipleOf: numberOf(value.multipleOf) }),
  };
}

/** OpenAPI 3.0 and older write `exclusiveMinimum: true` beside `minimum`; JSON Schema writes the number itself. */
function lower(value: JsonObject) {
  const minimum = numberOf(value.minimum);
  if (value.exclusiveMinimum === true) return { exclusiveMinimum: minimum };
  return { minimum, exclusiveMinimum: numberOf(value.exclusiveMinimum) };
}

function upper(value: JsonObject) {
  const maximum = numberOf(value.maximum);
  if (value.exclusiveMaximum === true) return { exclusiveMaximum: maximum };
  return { maximum, exclusiveMaximum: numberOf(value.exclusiveMaximum) };
}
