import { type Cursor, childOf, isObjectCursor, placeOf } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { Operation, Pagination } from "../../model/operation.js";
import type { Diagnostics } from "../../diagnostics/diagnostics.js";
import { isObject, stringOf } from "../../util/json-values.js";
import { inferPagination, type Shapes } from "./infer-pagination.js";

/** The operation with its pagination: the one it declares, or else the one that its parameters and answers suggest. */
export function paginate(
  operation: Operation,
  written: Cursor<JsonObject> | undefined,
  context: { readonly shapes: Shapes; readonly diagnostics: Diagnostics },
): Operation {
  const { id } = operation;
  const declared = written && childOf(written, "x-parlance-pagination");
  if (declared?.value === false) return operation;
  if (declared !== undefined) {
    const pagination = readPagination(declared.value, operation);
    if (typeof pagination !== "string") return { ...operation, pagination };
    const place = isObjectCursor(declared) ? placeOf(declared) : operation.place;
    context.diagnostics.report("pagination-invalid", place, { id, reason: pagination });
    return operation;
  }
  const pagination = inferPagination(operation, context.shapes);
  if (pagination === undefined) return operation;
  const parameter = pagination.style === "link" ? "the Link header" : pagination.parameter;
  context.diagnostics.report("pagination-inferred", operation.place, { id, style: pagination.style, parameter });
  return { ...operation, pagination };
}

/** The extension's value, or the reason why it is not usable. */
function readPagination(value: unknown, operation: Operation): Pagination | string {
  if (!isObject(value)) return "it is no object";
  const items = stringOf(value.items) ?? "";
  const parameter = stringOf(value.parameter);
  if (value.style === "link") return { style: "link", items };
  if (parameter === undefined) return "`parameter` is missing";
  if (!operation.parameters.some(({ name }) => name === parameter)) return `there is no parameter ${parameter}`;
  switch (value.style) {
    case "cursor": {
      const next = stringOf(value.next);
      return next === undefined ? "`next` is missing" : { style: "cursor", parameter, items, next };
    }
    case "page":
      return { style: "page", parameter, items, start: typeof value.start === "number" ? value.start : 1 };
    case "offset":
      return { style: "offset", parameter, items };
    default:
      return `style ${JSON.stringify(value.style)} is unknown`;
  }
}
