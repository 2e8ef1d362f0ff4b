import type { IntersectionSchema, MapSchema, ObjectSchema, Schema, UnionSchema } from "@parlance/contract";
import { distinctSchemas } from "../schemas/any-of.js";
import type { Schemas } from "../schemas/schemas.js";
import { mergeObjects } from "./merge-objects.js";

/**
 * Writes an intersection as a schema without one, for languages that have none; the reader of documents has done so already
 * where nothing is lost by it (`allOf`). The rule:
 *
 * - Members that allow anything, and repeated ones, say nothing. If one member is left, it is the schema.
 * - Objects and maps, behind references and intersections, become one object (`mergeObjects`).
 * - Objects and one union of objects become the union of each member with the objects.
 * - `null` is allowed if every member allows it.
 *
 * Undefined if it can be written in no such way: members of different types, several unions, members that are made of
 * themselves.
 */
export class Flattener {
  readonly #schemas: Schemas;
  readonly #known = new Map<string, Schema | undefined>();

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  flatten(intersection: IntersectionSchema): Schema | undefined {
    const { members, kind: _, ...base } = intersection;
    const telling = distinctSchemas(members.filter((each) => each.kind !== "any"));
    const [only] = telling;
    if (only === undefined || telling.length === 1) {
      return { ...(only ?? { kind: "any" }), ...base };
    }
    const shapes = telling.map((each) => this.#shapeOf(each));
    const merged = this.#merge(shapes.map(withoutNull));
    if (merged === undefined) {
      return undefined;
    }
    const schema = { ...merged, ...base };
    return shapes.every((each) => each?.kind === "nullable") ? { kind: "nullable", schema, place: base.place } : schema;
  }

  #merge(shapes: readonly (Schema | undefined)[]): Schema | undefined {
    const [first] = shapes;
    const objects = shapes.filter(isObjectLike);
    const [union] = shapes.filter((each) => each?.kind === "union");
    if (first === undefined || objects.length < shapes.length - (union === undefined ? 0 : 1)) {
      return undefined;
    }
    return union === undefined ? { ...mergeObjects(objects), place: first.place } : this.#distribute(union, objects);
  }

  #distribute(union: UnionSchema, objects: readonly ObjectLike[]): Schema | undefined {
    const members = union.members.flatMap(({ schema, tags }) => {
      const shape = this.#shapeOf(schema);
      return isObjectLike(shape)
        ? [{ schema: { ...mergeObjects([...objects, shape]), place: schema.place, ...wordsOf(schema) }, tags }]
        : [];
    });
    return members.length === union.members.length ? { ...union, members } : undefined;
  }

  /** What a schema is behind references, without an intersection. */
  #shapeOf(schema: Schema): Schema | undefined {
    switch (schema.kind) {
      case "ref":
        return this.#named(schema.name);
      case "intersection":
        return this.flatten(schema);
      default:
        return schema;
    }
  }

  #named(name: string): Schema | undefined {
    if (!this.#known.has(name)) {
      // While it is looked up, a schema that is made of itself is found to be nothing.
      this.#known.set(name, undefined);
      const target = this.#schemas.get(name)?.schema;
      this.#known.set(name, target && this.#shapeOf(target));
    }
    return this.#known.get(name);
  }
}

type ObjectLike = ObjectSchema | MapSchema;

function isObjectLike(schema: Schema | undefined): schema is ObjectLike {
  return schema?.kind === "object" || schema?.kind === "map";
}

function withoutNull(schema: Schema | undefined): Schema | undefined {
  return schema?.kind === "nullable" ? schema.schema : schema;
}

function wordsOf({ docs }: Schema): Pick<Schema, "docs"> {
  return docs === undefined ? {} : { docs };
}
