import type { Json, ObjectSchema, Schema } from "@parlance/contract";
import type { Types } from "@parlance/generator";

/** The default that a schema gives a value that is left out, followed through names; undefined if there is none. */
export function defaultOf(schema: Schema, types: Types): Json | undefined {
  const given = "default" in schema ? schema.default : undefined;
  return given === undefined && schema.kind === "ref" ? defaultBehind(schema.name, types) : given;
}

function defaultBehind(name: string, types: Types): Json | undefined {
  const behind = types.get(name)?.schema;
  return behind === undefined || behind.kind === "ref" ? undefined : defaultOf(behind, types);
}

/** An object whose members with a default are there. A name stays as it is unless that makes a difference. */
export function withDefaults(schema: Schema, types: Types): Schema {
  const object = schema.kind === "ref" ? types.get(schema.name)?.schema : schema;
  return object?.kind === "object" && object.properties.some((each) => filled(each, types))
    ? {
        ...object,
        properties: object.properties.map((each) => (filled(each, types) ? { ...each, optional: false } : each)),
      }
    : schema;
}

function filled({ optional, schema }: ObjectSchema["properties"][number], types: Types): boolean {
  return optional && defaultOf(schema, types) !== undefined;
}
