import type {
  Contract,
  EnumSchema,
  NamedSchema,
  ObjectSchema,
  RefSchema,
  Schema,
  UnionMember,
  UnionSchema,
} from "@parlance/contract";
import { chosenName } from "../names/chosen-name.js";
import { dereference } from "../schemas/dereference.js";
import { Flattener } from "./flatten.js";
import { liftedExtensions } from "./lifted-from.js";
import type { LiftOptions } from "./lift-options.js";
import { LiftNames } from "./lift-names.js";
import { type LiftSite, siteBelow } from "./lift-site.js";
import { readOnlyProperties } from "../schemas/read-only-properties.js";
import { plainMap } from "./plain-map.js";

/** Longest title of a union's member that names it. */
const longestTitle = 40;

/** Gives names to schemas of one Contract, and collects them. */
export class Lifter {
  readonly #names: LiftNames;
  readonly #flattener: Flattener;
  readonly #named = new Map<string, NamedSchema>();
  readonly #lifted: NamedSchema[] = [];

  readonly #inPlace: ReadonlySet<string>;

  constructor(contract: Contract, { inPlace = [] }: LiftOptions) {
    this.#inPlace = new Set(inPlace);
    this.#names = new LiftNames(contract);
    this.#flattener = new Flattener(new Map(contract.schemas.map((each) => [each.name, each])));
  }

  /** What was given a name until now. */
  get lifted(): readonly NamedSchema[] {
    return this.#lifted;
  }

  /** The schema with all that needs a name below it replaced by references, itself included. */
  lift(schema: Schema, site: LiftSite): Schema {
    switch (schema.kind) {
      case "object": {
        const map = plainMap(schema);
        return map === undefined ? this.#name(schema, site) : this.inside(map, site);
      }
      case "union": {
        const [only] = schema.members;
        return schema.members.length < 2 ? this.lift(memberOf(schema, only), site) : this.#nameOrInside(schema, site);
      }
      case "enum":
        return schema.base === "boolean"
          ? { ...baseOf(schema), kind: "scalar", type: "boolean" }
          : this.#nameOrInside(schema, site);
      case "intersection": {
        const flat = this.#flattener.flatten(schema);
        return flat === undefined ? schema : this.lift(flat, site);
      }
      case "nullable":
        return { ...schema, schema: this.lift(schema.schema, site) };
      default:
        return this.inside(schema, site);
    }
  }

  /** The schema itself as it is, with all that needs a name below it replaced by references. */
  inside(schema: Schema, site: LiftSite): Schema {
    const below = (each: Schema, word: string): Schema => this.lift(each, siteBelow(site, word));
    switch (schema.kind) {
      case "object":
        return this.#object(schema, site);
      case "nullable":
        return { ...schema, schema: below(schema.schema, "value") };
      case "map":
        return { ...schema, values: below(schema.values, "value") };
      case "list":
        return {
          ...schema,
          items: schema.items === false ? false : below(schema.items, "item"),
          prefix: schema.prefix.map((each, index) => below(each, `item ${index + 1}`)),
        };
      case "union":
        return { ...schema, members: schema.members.map((each, index) => this.#member(each, index, site)) };
      case "intersection": {
        const flat = this.#flattener.flatten(schema);
        return flat === undefined ? schema : this.inside(flat, site);
      }
      default:
        return schema;
    }
  }

  /** A schema of the document, with all that needs a name below it replaced by references. */
  named({ name, schema }: NamedSchema): NamedSchema {
    const site: LiftSite = { origin: { kind: "schema", name }, names: [chosenName(name, schema.extensions)] };
    const lifted = { name, schema: this.inside(schema, site) };
    this.#named.set(name, lifted);
    return lifted;
  }

  /**
   * What a caller sends of a schema, once all schemas of the document were lifted: an object without the required properties
   * that only answers have, and every other schema as it is.
   */
  sent(schema: Schema): Schema {
    const left = new Set(readOnlyProperties(schema, this.#named));
    const object = left.size === 0 ? undefined : dereference(schema, this.#named, new Set());
    if (object?.kind !== "object") {
      return schema;
    }
    const { extensions: _, ...rest } = object;
    return { ...rest, properties: object.properties.filter(({ name }) => !left.has(name)) };
  }

  /** Gives the schema a name, and a reference in its place. */
  #name(schema: Schema, { origin, names }: LiftSite): RefSchema {
    const { name, words } = this.#names.take(names);
    const index = this.#lifted.length;
    const marked = { ...schema, extensions: liftedExtensions(schema.extensions, origin) };
    this.#lifted.push({ name, schema: marked });
    this.#lifted[index] = { name, schema: this.inside(marked, { origin, names: [words] }) };
    return { ...baseOf(schema), kind: "ref", name };
  }

  #nameOrInside(schema: EnumSchema | UnionSchema, site: LiftSite): Schema {
    return this.#inPlace.has(schema.kind) ? this.inside(schema, site) : this.#name(schema, site);
  }

  #object(schema: ObjectSchema, site: LiftSite): ObjectSchema {
    const below = (each: Schema, word: string): Schema => this.lift(each, siteBelow(site, word));
    const { properties, patternProperties, additional } = schema;
    return {
      ...schema,
      properties: properties.map((each) => ({ ...each, schema: below(each.schema, each.name) })),
      ...(patternProperties === undefined
        ? {}
        : { patternProperties: patternProperties.map((each) => ({ ...each, schema: below(each.schema, "value") })) }),
      additional: typeof additional === "object" ? below(additional, "value") : additional,
    };
  }

  /** A member is called by its tag, else by its title, else by its place. */
  #member({ schema, tags }: UnionMember, index: number, { origin, names: [parent] }: LiftSite): UnionMember {
    const title = schema.docs?.summary ?? "";
    const words = [tags[0] ?? "", title.length > longestTitle ? "" : title].filter((each) =>
      /[\p{L}\p{N}]/u.test(each),
    );
    const [best, ...others] = [...words, `option ${index + 1}`].map((each) => `${parent} ${each}`);
    return { schema: this.lift(schema, { origin, names: [best ?? parent, ...others] }), tags };
  }
}

/** What is left of a union that is none: its only member, or anything. */
function memberOf(union: UnionSchema, only: UnionMember | undefined): Schema {
  return { ...(only?.schema ?? { kind: "any" }), ...baseOf(union) };
}

/** What a reference keeps of the schema behind it: what is said of this use, and not of the values. */
function baseOf({ place, docs, default: value, readOnly, writeOnly }: Schema): Omit<RefSchema, "kind" | "name"> {
  return {
    place,
    ...(docs === undefined ? {} : { docs }),
    ...(value === undefined ? {} : { default: value }),
    ...(readOnly === undefined ? {} : { readOnly }),
    ...(writeOnly === undefined ? {} : { writeOnly }),
  };
}
