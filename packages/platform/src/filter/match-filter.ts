import type { Json } from "../json/json.js";
import type { Filter, FilterOperator, FilterScalar, FilterSubject } from "./filter.js";

/** Whether a filter selects a resource. A list has the property that one of its elements has. */
export function matchFilter(filter: Filter, subject: FilterSubject): boolean {
  switch (filter.kind) {
    case "all":
      return filter.filters.every((member) => matchFilter(member, subject));
    case "any":
      return filter.filters.some((member) => matchFilter(member, subject));
    case "not":
      return !matchFilter(filter.filter, subject);
    case "path": {
      const value = valueAt(subject, filter.path);
      return filter.operators.every((operator) => holds(operator, value));
    }
  }
}

/** Keys may hold dots themselves (`labels.kubernetes.io/name`), so the rest of the path is tried as one key first. */
function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  const [head, ...tail] = path;
  if (head === undefined) return value;
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return undefined;
  const rest = own(value, path.join("."));
  return rest === undefined ? valueAt(own(value, head), tail) : rest;
}

function own(object: object, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? (object as Readonly<Record<string, Json>>)[name] : undefined;
}

function holds(operator: FilterOperator, value: Json | undefined): boolean {
  switch (operator.operator) {
    case "eq":
      return equals(value, operator.value);
    case "ne":
      return !equals(value, operator.value);
    case "in":
      return operator.values.some((candidate) => equals(value, candidate));
    case "nin":
      return !operator.values.some((candidate) => equals(value, candidate));
    case "prefix":
      return some(value, (part) => typeof part === "string" && part.startsWith(operator.value));
    case "matches":
      return some(value, (part) => typeof part === "string" && operator.test(part));
    case "exists":
      return (value !== undefined && value !== null) === operator.value;
    default:
      return some(value, (part) => ordered(operator.operator, part, operator.value));
  }
}

function equals(value: Json | undefined, scalar: FilterScalar): boolean {
  if (scalar === null) return value === null || value === undefined;
  return some(value, (part) => part === scalar);
}

function some(value: Json | undefined, test: (part: Json | undefined) => boolean): boolean {
  return Array.isArray(value) ? value.some((part: Json) => test(part)) : test(value);
}

function ordered(operator: "gt" | "gte" | "lt" | "lte", value: Json | undefined, bound: string | number): boolean {
  const order = compare(value, bound);
  if (order === undefined) return false;
  switch (operator) {
    case "gt":
      return order > 0;
    case "gte":
      return order >= 0;
    case "lt":
      return order < 0;
    case "lte":
      return order <= 0;
  }
}

function compare(value: Json | undefined, bound: string | number): number | undefined {
  if (typeof value === "number" && typeof bound === "number") return value - bound;
  if (typeof value === "string" && typeof bound === "string")
    return Buffer.compare(Buffer.from(value), Buffer.from(bound));
  return undefined;
}
