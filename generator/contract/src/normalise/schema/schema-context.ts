import type { Diagnostics } from "../../diagnostics/diagnostics.js";
import { type Cursor, placeOf } from "../../load/cursor.js";
import type { Resolver, Target } from "../../load/resolver.js";
import type { JsonObject } from "../../model/json.js";
import type { Place } from "../../model/place.js";
import type { IntersectionSchema, Schema, SchemaBase, UnionSchema } from "../../model/schema.js";
import { defined } from "../../util/defined.js";
import { member } from "../../util/json-values.js";
import { docsOf, extensionsOf } from "../docs.js";

/** JSON types without `null`, which is a matter of `nullable`. */
export type JsonType = "string" | "integer" | "number" | "boolean" | "object" | "array";

/** A `discriminator` as written. */
export interface WrittenDiscriminator {
  readonly property: string;
  /** Value → name of the schema it selects. */
  readonly mapping: ReadonlyMap<string, string>;
  readonly place: Place;
}

/** Nodes that can be finished only when every named schema has been read. */
export interface Unsettled {
  readonly unions: { readonly node: UnionSchema; readonly discriminator?: WrittenDiscriminator }[];
  readonly intersections: { readonly node: IntersectionSchema; readonly closed: boolean }[];
  /** Objects with a discriminator and no members of their own: others extend them with `allOf`. */
  readonly bases: Map<string, WrittenDiscriminator>;
}

/** What the readers of schema keywords share. */
export interface SchemaContext {
  readonly resolver: Resolver;
  readonly diagnostics: Diagnostics;
  readonly unsettled: Unsettled;
  /** Reads a schema; `implied` is the type that its parent states for it. */
  read(cursor: Cursor, implied?: JsonType): Schema;
  /** The name that the author gave the target of a `$ref`, or that was made from where it stands. */
  ownName(target: Target): string;
  /** Name under which the target of a `$ref` is known. */
  nameOf(target: Target): string;
}

/** Place, words, default and extensions of a schema object. */
export function baseOf(cursor: Cursor<JsonObject>, context: SchemaContext): SchemaBase {
  const { value } = cursor;
  return defined({
    place: placeOf(cursor),
    docs: docsOf(cursor, context.resolver),
    default: member(value, "default"),
    readOnly: value.readOnly === true ? (true as const) : undefined,
    writeOnly: value.writeOnly === true ? (true as const) : undefined,
    extensions: extensionsOf(value),
  });
}

/**
 * Adds what the user of a schema says about it: the user's words win, the rest is kept. Changes the node itself, which has
 * just been read and belongs to nobody else, because unsettled unions and intersections are known by identity.
 */
export function annotate(schema: Schema, base: SchemaBase): Schema {
  const { docs, extensions, ...rest } = base;
  return Object.assign(schema, rest, {
    ...(docs !== undefined && { docs: { ...schema.docs, ...docs } }),
    ...(extensions !== undefined && { extensions: { ...schema.extensions, ...extensions } }),
  });
}

/** Reports a keyword that is left out, at its own line where it has one. */
export function reportDropped(cursor: Cursor<JsonObject>, keyword: string, context: SchemaContext): void {
  const child = member(cursor.value, keyword);
  const line = typeof child === "object" && child !== null ? cursor.file.lines.nodes.get(child) : undefined;
  context.diagnostics.report("keyword-dropped", { file: cursor.file.path, line: line ?? cursor.line }, { keyword });
}
