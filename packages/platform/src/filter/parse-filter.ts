import { RE2JS } from "re2js";
import { isJsonObject, type Json } from "../json/json.js";
import { problem } from "../problem/platform-error.js";
import type { Filter, FilterOperator, FilterScalar } from "./filter.js";

/** The bounds of a filter; the platform's are in the contract's `x-parlance-limits`. */
export interface FilterLimits {
  readonly depth: number;
  readonly bytes: number;
}

const maxPattern = 200;
const operators = "eq, ne, in, nin, prefix, matches, gt, gte, lt, lte or exists";
const maxSegments = 8;

/**
 * Reads a filter (the contract's `Filter`). Throws `invalid_filter` with a pointer to the place: an unknown operator, a
 * pattern that RE2 does not accept, more depth or bytes than allowed.
 */
export function parseFilter(value: Json, limits: FilterLimits): Filter {
  if (Buffer.byteLength(JSON.stringify(value)) > limits.bytes) {
    throw refuse("", `The filter is longer than ${limits.bytes} bytes.`);
  }
  return filterAt(value, "", limits.depth);
}

function filterAt(value: Json, pointer: string, depth: number): Filter {
  if (!isJsonObject(value)) throw refuse(pointer, "A filter is an object.");
  if (depth === 0) throw refuse(pointer, "The filter is nested too deeply.");
  const filters = Object.entries(value).map(([key, part]): Filter => {
    const at = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (key === "not") return { kind: "not", filter: filterAt(part, at, depth - 1) };
    if (key === "and" || key === "or") {
      if (!Array.isArray(part) || part.length === 0) throw refuse(at, `"${key}" is a list of filters.`);
      const members = part.map((member: Json, index) => filterAt(member, `${at}/${index}`, depth - 1));
      return { kind: key === "and" ? "all" : "any", filters: members };
    }
    return { kind: "path", path: pathAt(key, at), name: key, operators: operatorsAt(part, at) };
  });
  return { kind: "all", filters };
}

function pathAt(key: string, at: string): string[] {
  const path = key.split(".");
  if (path.length > maxSegments || path.some((segment) => segment === "")) {
    throw refuse(at, `A path is one to ${maxSegments} names with dots between them.`);
  }
  return path;
}

function operatorsAt(value: Json, at: string): FilterOperator[] {
  if (!isJsonObject(value)) return [{ operator: "eq", value: scalarAt(value, at) }];
  return Object.entries(value).map(([operator, operand]) => operatorAt(operator, operand, `${at}/${operator}`));
}

function operatorAt(operator: string, operand: Json, at: string): FilterOperator {
  switch (operator) {
    case "eq":
    case "ne":
      return { operator, value: scalarAt(operand, at) };
    case "in":
    case "nin":
      if (!Array.isArray(operand)) throw refuse(at, `"${operator}" takes a list of values.`);
      return { operator, values: operand.map((member: Json) => scalarAt(member, at)) };
    case "prefix":
      return { operator, value: textAt(operand, at) };
    case "matches":
      return { operator, test: patternAt(textAt(operand, at), at) };
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      if (typeof operand !== "string" && typeof operand !== "number")
        throw refuse(at, "Compare with a text or a number.");
      return { operator, value: operand };
    case "exists":
      if (typeof operand !== "boolean") throw refuse(at, '"exists" takes true or false.');
      return { operator, value: operand };
    default:
      throw refuse(at, `There is no operator "${operator.slice(0, 40)}". Use ${operators}.`);
  }
}

function scalarAt(value: Json, at: string): FilterScalar {
  if (typeof value === "object" && value !== null) throw refuse(at, "Compare with a text, number, boolean or null.");
  return value;
}

function textAt(value: Json, at: string): string {
  if (typeof value !== "string" || value.length > maxPattern)
    throw refuse(at, `Give a text of at most ${maxPattern} characters.`);
  return value;
}

/** RE2 matches in linear time, so a pattern from outside cannot stall the platform. */
function patternAt(pattern: string, at: string): (text: string) => boolean {
  try {
    const compiled = RE2JS.compile(pattern);
    return (text) => compiled.test(text);
  } catch (cause) {
    throw refuse(at, "The pattern is not valid RE2.", cause);
  }
}

function refuse(pointer: string, message: string, cause?: unknown): Error {
  return problem("invalid_filter", message, {
    cause,
    errors: [{ parameter: "filter", pointer, code: "invalid", message }],
  });
}
