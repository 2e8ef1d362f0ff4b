import type { Target } from "../../load/resolver.js";
import { isObject, stringOf } from "../../util/json-values.js";

/** A schema's name, and whether the author chose it (then a clash is an error) or it was made from the path to it. */
export interface TargetName {
  readonly name: string;
  readonly chosen: boolean;
}

/** Containers whose members are named by their author. */
const containers = new Set(["schemas", "definitions", "$defs", "models", "types"]);

/** Tokens that say nothing about the schema. */
const structure = new Set([
  ...containers,
  "components",
  "paths",
  "content",
  "schema",
  "schemas",
  "properties",
  "items",
  "additionalProperties",
  "responses",
  "requestBody",
  "requestBodies",
  "parameters",
  "headers",
  "messages",
  "payload",
  "application/json",
]);

/** The name of what a `$ref` points at: `x-parlance-name`, the last token, the file's name, or words of the path. */
export function nameOfTarget(target: Target, suggested?: string): TargetName {
  const { value, file } = target.cursor;
  const explicit = isObject(value) ? stringOf(value["x-parlance-name"]) : undefined;
  if (explicit !== undefined) return { name: explicit, chosen: true };
  if (suggested !== undefined) return { name: suggested, chosen: false };
  const { tokens } = target;
  const last = tokens.at(-1);
  if (last === undefined) return { name: baseName(file.path), chosen: true };
  const parent = tokens.at(-2);
  if (parent === undefined || containers.has(parent)) return { name: last, chosen: true };
  const words = tokens.filter((token) => !structure.has(token)).map((token) => token.replace(/\W+/g, "_"));
  const name = words.join("_").replace(/^_+|_+$/g, "");
  return { name: name === "" ? baseName(file.path) : name, chosen: false };
}

/** Whether a target is a whole file that does not name itself. */
export function isUnnamedFile({ cursor: { value }, tokens }: Target): boolean {
  return tokens.length === 0 && !(isObject(value) && stringOf(value["x-parlance-name"]) !== undefined);
}

function baseName(path: string): string {
  const file = path.slice(path.lastIndexOf("/") + 1);
  return file.replace(/(\.schema)?\.(json|ya?ml)$/i, "");
}
