import type { Diagnostics } from "../../diagnostics/diagnostics.js";
import { childOf, type Cursor, isObjectCursor, placeOf } from "../../load/cursor.js";
import type { Resolver, Target } from "../../load/resolver.js";
import type { Json, JsonObject } from "../../model/json.js";
import type { NamedSchema, Schema, SchemaBase } from "../../model/schema.js";
import { isList, isObject } from "../../util/json-values.js";
import { isCombined, readCombined } from "./read-combined.js";
import { readDiscriminator } from "./read-discriminator.js";
import { readConst, readEnum } from "./read-enum.js";
import { nullableOf } from "./nullable-of.js";
import { isUnnamedFile, nameOfTarget } from "./name-of-target.js";
import { canonical, isAlias, readRef } from "./read-ref.js";
import { readType, typesOf } from "./read-type.js";
import { baseOf, type JsonType, reportDropped, type SchemaContext, type Unsettled } from "./schema-context.js";
import { SchemaRegistry } from "./schema-registry.js";
import { settle } from "./settle.js";

/** Keywords that no SDK type can say. */
const dropped = [
  "if",
  "then",
  "else",
  "contains",
  "dependentRequired",
  "dependentSchemas",
  "dependencies",
  "unevaluatedItems",
];

/** Reads the schemas of all documents of a run into one namespace. */
export class SchemaReader implements SchemaContext {
  readonly resolver: Resolver;
  readonly diagnostics: Diagnostics;
  readonly unsettled: Unsettled = { unions: [], intersections: [], bases: new Map() };
  readonly #registry = new SchemaRegistry();

  constructor(options: { readonly resolver: Resolver; readonly diagnostics: Diagnostics }) {
    this.resolver = options.resolver;
    this.diagnostics = options.diagnostics;
  }

  nameOf(target: Target): string {
    return this.#registry.nameOf(target);
  }

  ownName(target: Target): string {
    return this.#registry.ownName(target).name;
  }

  /** Gives a schema of a document's `components` its name, used or not; where it is but a reference to a file, the file has it. */
  declare(target: Target): string {
    const next = isAlias(target.cursor) ? this.resolver.target(target.cursor) : undefined;
    if (next !== undefined && isUnnamedFile(next)) this.#registry.claim(next, nameOfTarget(target).name);
    return this.nameOf(canonical(target, this));
  }

  /** Gives a schema that its author left anonymous a name of its own, and returns a use of it. */
  readAs(target: Target, suggested: string): Schema {
    return { kind: "ref", name: this.#registry.nameOf(target, suggested), place: placeOf(target.cursor) };
  }

  /** Reads one schema where it stands. Named ones it refers to are read by `finish`, so recursion never nests. */
  read(cursor: Cursor, implied?: JsonType): Schema {
    if (!isObjectCursor(cursor)) return this.#readBoolean(cursor);
    const { value } = cursor;
    if (Object.hasOwn(value, "$ref"))
      return readRef(cursor, this, (rest) => this.#readCore(rest, undefined, baseOf(rest, this)));
    if (Object.hasOwn(value, "$dynamicRef")) return this.#readDynamic(cursor);
    this.#reportDropped(cursor);
    const base = baseOf(cursor, this);
    if (!isNullable(value)) return this.#readCore(cursor, implied, base);
    return nullableOf(this.#readCore(cursor, implied, { place: base.place }), base);
  }

  /** Reads everything that was named meanwhile and settles what needed all of it. */
  finish(): NamedSchema[] {
    this.#registry.drain((target, name) => this.#readNamed(target, name));
    settle({ unsettled: this.unsettled, registry: this.#registry, diagnostics: this.diagnostics });
    return this.#registry.finish(this.diagnostics);
  }

  #readNamed(target: Target, name: string): Schema {
    const schema = this.read(target.cursor);
    if (schema.kind === "object" && isObjectCursor(target.cursor)) {
      const discriminator = readDiscriminator(target.cursor, this);
      if (discriminator !== undefined) this.unsettled.bases.set(name, discriminator);
    }
    return schema;
  }

  #readCore(cursor: Cursor<JsonObject>, implied: JsonType | undefined, base: SchemaBase): Schema {
    const { value } = cursor;
    if (value.const !== undefined) return readConst(value.const, base);
    if (isList(value.enum)) return readEnum(cursor, value.enum, base);
    if (isCombined(value)) return readCombined(cursor, { base, implied, context: this });
    if (isNothing(value.not)) return { kind: "never", ...base };
    const types = typesOf(cursor, implied, this);
    if (types === undefined) return { kind: "any", ...base };
    const [type] = types;
    if (type === undefined) return { kind: "null", ...base };
    if (types.length === 1) return readType(cursor, type, { base, context: this });
    const inner = { place: base.place };
    const members = types.map((each) => ({ schema: readType(cursor, each, { base: inner, context: this }), tags: [] }));
    return { kind: "union", ...base, rule: "any", members, open: value["x-parlance-closed"] !== true };
  }

  #readBoolean(cursor: Cursor): Schema {
    const place = placeOf(cursor);
    if (cursor.value === false) return { kind: "never", place };
    if (cursor.value !== true) this.diagnostics.report("schema-invalid", place, {});
    return { kind: "any", place };
  }

  #readDynamic(cursor: Cursor<JsonObject>): Schema {
    const place = placeOf(cursor);
    this.diagnostics.report("ref-dynamic-approximated", place, { ref: String(cursor.value.$dynamicRef) });
    const target = this.resolver.target(cursor, "$dynamicRef");
    return target === undefined ? { kind: "any", place } : { kind: "ref", name: this.nameOf(target), place };
  }

  #reportDropped(cursor: Cursor<JsonObject>): void {
    const { value } = cursor;
    for (const keyword of dropped) if (Object.hasOwn(value, keyword)) reportDropped(cursor, keyword, this);
    if (value.not !== undefined && !isNothing(value.not)) reportDropped(cursor, "not", this);
    if (Object.hasOwn(value, "xml")) {
      const xml = childOf(cursor, "xml") ?? cursor;
      this.diagnostics.report("xml-dropped", placeOf(xml), {});
    }
  }
}

function isNullable(value: JsonObject): boolean {
  if (value.nullable === true || value["x-nullable"] === true) return true;
  if (isList(value.type) && value.type.includes("null")) return true;
  return isList(value.enum) && value.enum.length > 1 && value.enum.includes(null);
}

/** `not: {}` and `not: true` allow nothing. */
function isNothing(not: Json | undefined): boolean {
  return not === true || (isObject(not) && Object.keys(not).length === 0);
}
