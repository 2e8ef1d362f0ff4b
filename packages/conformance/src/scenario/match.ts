import { isDeepStrictEqual } from "node:util";
import type { Json, JsonObject } from "./json.js";

/** What scenarios remember by `$save`. */
export type Saved = Map<string, Json>;

/**
 * Whether a value is like a pattern: members of an object that the pattern leaves out do not matter, lists have the same length.
 * An object with a `$` member is a matcher: `$any`, `$absent`, `$not`, `$min` and `$max`, `$length`, `$includes`, `$save`, `$saved`.
 * Gives the first difference, undefined if there is none.
 */
export function difference(pattern: Json, value: unknown, saved: Saved, at = ""): string | undefined {
  if (isMatcher(pattern)) return matcherDifference(pattern, value, saved, at);
  if (Array.isArray(pattern)) {
    if (!Array.isArray(value)) return `${at}: ${show(value)} is no list`;
    if (value.length !== pattern.length)
      return `${at}: ${value.length} items in place of ${pattern.length}: ${show(value)}`;
    return first(pattern.map((item: Json, index) => difference(item, value[index], saved, `${at}/${index}`)));
  }
  if (typeof pattern === "object" && pattern !== null) {
    if (typeof value !== "object" || value === null) return `${at}: ${show(value)} is no object`;
    const members = value as Readonly<Record<string, unknown>>;
    return first(
      Object.entries(pattern).map(([name, item]) => difference(item, members[name], saved, `${at}/${name}`)),
    );
  }
  return isDeepStrictEqual(pattern, value) ? undefined : `${at}: ${show(value)} in place of ${show(pattern)}`;
}

function matcherDifference(matcher: JsonObject, value: unknown, saved: Saved, at: string): string | undefined {
  for (const [name, operand] of Object.entries(matcher)) {
    const found = check(name, operand as Json, value, saved, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function check(name: string, operand: Json, value: unknown, saved: Saved, at: string): string | undefined {
  const unless = (fine: boolean): string | undefined =>
    fine ? undefined : `${at}: ${show(value)} against ${name} ${show(operand)}`;
  switch (name) {
    case "$any":
      return unless(value !== undefined && value !== null);
    case "$absent":
      return unless(value === undefined || value === null);
    case "$not":
      return unless(difference(operand, value, saved, at) !== undefined);
    case "$min":
      return unless(typeof value === "number" && value >= Number(operand));
    case "$max":
      return unless(typeof value === "number" && value <= Number(operand));
    case "$length":
      return difference(operand, Array.isArray(value) ? value.length : undefined, saved, `${at}/length`);
    case "$includes":
      return unless(Array.isArray(value) && value.some((item) => difference(operand, item, saved, at) === undefined));
    case "$save":
      saved.set(String(operand), value as Json);
      return unless(value !== undefined);
    case "$saved":
      return unless(isDeepStrictEqual(saved.get(String(operand)), value));
    default:
      throw new Error(`${name} is no matcher.`);
  }
}

/** Puts values in place of `{ $saved: name }`, `{ $index: n }` and `{ $text: n }` (n characters) in what a step sends. */
export function resolve(value: Json, saved: Saved): Json {
  if (Array.isArray(value)) return value.map((item: Json) => resolve(item, saved));
  if (typeof value !== "object" || value === null) return value;
  const object = value as JsonObject;
  const name = object["$saved"];
  if (name !== undefined) {
    const found = saved.get(String(name));
    if (found === undefined) throw new Error(`Nothing was saved as ${String(name)}.`);
    return found;
  }
  if (object["$index"] !== undefined) return Number(saved.get("$index")) + Number(object["$index"]);
  if (object["$text"] !== undefined) return "x".repeat(Number(object["$text"]));
  return Object.fromEntries(Object.entries(object).map(([key, item]) => [key, resolve(item, saved)]));
}

function isMatcher(pattern: Json): pattern is JsonObject {
  if (typeof pattern !== "object" || pattern === null || Array.isArray(pattern)) return false;
  const names = Object.keys(pattern);
  return names.length > 0 && names.every((name) => name.startsWith("$"));
}

function first(found: readonly (string | undefined)[]): string | undefined {
  return found.find((text) => text !== undefined);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
