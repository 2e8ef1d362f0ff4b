import type { Json, JsonObject } from "./json.js";
import type { Place } from "./place.js";

/** Words that accompany any node: they end up in doc comments and reference pages, never in behaviour. */
export interface Docs {
  readonly summary?: string;
  readonly description?: string;
  /** True, or the reason if the document gives one (`x-deprecated-reason`). */
  readonly deprecated?: boolean | string;
  readonly examples?: readonly Json[];
  /** URL of further documentation. */
  readonly href?: string;
}

/** What every kind of schema may carry. */
export interface SchemaBase {
  readonly place: Place;
  readonly docs?: Docs;
  /** Value a server assumes when the property is absent. */
  readonly default?: Json;
  readonly readOnly?: true;
  readonly writeOnly?: true;
  /** `x-…` members, verbatim. */
  readonly extensions?: JsonObject;
}

/** A use of a schema of `Contract.schemas` by its name. The only way by which schemas can be recursive. */
export interface RefSchema extends SchemaBase {
  readonly kind: "ref";
  readonly name: string;
}

/** The schema's values, or `null`. Both spellings (`nullable: true`, `type: [x, "null"]`) arrive here. */
export interface NullableSchema extends SchemaBase {
  readonly kind: "nullable";
  readonly schema: Schema;
}

/** A named member of an object. Optional (absent) and nullable (`null`) are different things. */
export interface Property {
  readonly name: string;
  readonly schema: Schema;
  readonly optional: boolean;
}

/** An object with known members. Which of them must be there stands on each property. */
export interface ObjectSchema extends SchemaBase {
  readonly kind: "object";
  readonly properties: readonly Property[];
  /**
   * What further members may hold: `true` = anything, by the standard's default; `false` = none may be there. An explicit
   * `additionalProperties: true` is a schema of kind `any`: the author expects further members.
   */
  readonly additional: Schema | boolean;
  readonly patternProperties?: readonly { readonly pattern: string; readonly schema: Schema }[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** An object whose keys are data: `additionalProperties` without `properties`. */
export interface MapSchema extends SchemaBase {
  readonly kind: "map";
  readonly values: Schema;
  readonly keys?: Schema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** One of the shapes a union allows. */
export interface UnionMember {
  readonly schema: Schema;
  /** The values of the tag that select this member; empty when the union has no tag. */
  readonly tags: readonly string[];
}

/**
 * `oneOf` or `anyOf`. With a `tag`, every member is selected by its tag values: the discriminator's mapping, written or
 * derived from the members' `const` or `enum` (codegen.md section 3).
 */
export interface UnionSchema extends SchemaBase {
  readonly kind: "union";
  readonly rule: "one" | "any";
  readonly members: readonly UnionMember[];
  /** Name of the discriminating property. */
  readonly tag?: string;
  /** True: a reader keeps members it does not know as they are. False only with `x-parlance-closed: true`. */
  readonly open: boolean;
}

/** `allOf` that could not be flattened into one object. */
export interface IntersectionSchema extends SchemaBase {
  readonly kind: "intersection";
  readonly members: readonly Schema[];
}

/** One of several listed values. */
export interface EnumSchema extends SchemaBase {
  readonly kind: "enum";
  readonly base: "string" | "integer" | "number" | "boolean" | "mixed";
  readonly values: readonly Json[];
  /** Names for the values (`x-enum-varnames`, `x-enumNames`), in the order of `values`. */
  readonly names?: readonly string[];
  /** One text per value (`x-enum-descriptions`), in the order of `values`. */
  readonly descriptions?: readonly string[];
  /** True: a reader passes unknown values through. False only with `x-parlance-closed: true`. */
  readonly open: boolean;
}

/** Exactly one value: `const`, or an `enum` of one. Never open: it is what a tag is recognised by. */
export interface ConstSchema extends SchemaBase {
  readonly kind: "const";
  readonly value: Json;
}

/** An array; with `prefix`, a tuple. */
export interface ListSchema extends SchemaBase {
  readonly kind: "list";
  /** Schema of the elements after `prefix`; `false` = none may follow. */
  readonly items: Schema | false;
  /** Schemas of the first elements (`prefixItems`); empty for an ordinary list. */
  readonly prefix: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
}

/** A string, number or boolean, and what the document demands of it. */
export interface ScalarSchema extends SchemaBase {
  readonly kind: "scalar";
  readonly type: "string" | "integer" | "number" | "boolean";
  /** The document's own word, e.g. `date-time`, `int64`, `uuid`; `binary` and `byte` for bytes (raw, base64). */
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly contentMediaType?: string;
  readonly contentEncoding?: string;
}

/** Only `null`. */
export interface NullSchema extends SchemaBase {
  readonly kind: "null";
}

/** Anything: `{}` or `true`. */
export interface AnySchema extends SchemaBase {
  readonly kind: "any";
}

/** Nothing: `false` or `not: {}`. */
export interface NeverSchema extends SchemaBase {
  readonly kind: "never";
}

/** The shape of a JSON value, as the Contract knows it. */
export type Schema =
  | RefSchema
  | NullableSchema
  | ObjectSchema
  | MapSchema
  | UnionSchema
  | IntersectionSchema
  | EnumSchema
  | ConstSchema
  | ListSchema
  | ScalarSchema
  | NullSchema
  | AnySchema
  | NeverSchema;

/** A schema that the documents name. REST and events share this one namespace. */
export interface NamedSchema {
  /** The document's own name, before any language changed its case. */
  readonly name: string;
  readonly schema: Schema;
}
