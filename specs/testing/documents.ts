import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

/** Any JSON value of a document. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** A value and where it stands: `file` relative to `specs/`. */
export interface Placed {
  value: Json;
  file: string;
}

/** The folder `specs/`. */
export const root: string = fileURLToPath(new URL("..", import.meta.url));

const cache = new Map<string, JsonObject>();

/** Reads a YAML file of `specs/`. */
export function readSpec(file: string): JsonObject {
  const known = cache.get(file);
  if (known) return known;
  const read = parse(readFileSync(join(root, file), "utf8")) as JsonObject;
  cache.set(file, read);
  return read;
}

/** Every file of schemas, relative to `specs/`. */
export function schemaFiles(): string[] {
  return readdirSync(join(root, "schemas"))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => `schemas/${name}`);
}

/** Whether a value is an object of JSON. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The members of an object; none for anything else. */
export function members(value: Json | undefined): [string, Json][] {
  return isObject(value) ? Object.entries(value) : [];
}

/** The items of a list; none for anything else. */
export function items(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

/** The address `file#/pointer` that a reference in `file` means. */
export function target(reference: string, file: string): { file: string; pointer: string } {
  const [path = "", pointer = ""] = reference.split("#");
  return { file: path === "" ? file : normalize(join(dirname(file), path)), pointer };
}

/** Follows references until there is none. */
export function follow(placed: Placed): Placed {
  const reference = isObject(placed.value) ? placed.value.$ref : undefined;
  if (typeof reference !== "string") return placed;
  const { file, pointer } = target(reference, placed.file);
  let value: Json | undefined = readSpec(file);
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    value = isObject(value) ? value[key] : undefined;
  }
  if (value === undefined) throw new Error(`${placed.file}: nothing at ${reference}`);
  return follow({ value, file });
}
