import type { Contract, Schema } from "@parlance/contract";

/** Which way a value goes. */
export type Direction = "request" | "response";

/**
 * The contract as one direction sees it: members that only the other side sets (`readOnly` in a request, `writeOnly` in a
 * response) need not be there.
 */
export function directed(contract: Contract, direction: Direction): Contract {
  const schemas = contract.schemas.map(({ name, schema }) => ({ name, schema: directedSchema(schema, direction) }));
  return { ...contract, schemas };
}

/** One schema as a direction sees it. */
export function directedSchema(schema: Schema, direction: Direction): Schema {
  const inner = (each: Schema) => directedSchema(each, direction);
  switch (schema.kind) {
    case "object": {
      const properties = schema.properties.map((property) => ({
        ...property,
        schema: inner(property.schema),
        optional: property.optional || property.schema[direction === "request" ? "readOnly" : "writeOnly"] === true,
      }));
      return { ...schema, properties };
    }
    case "nullable":
      return { ...schema, schema: inner(schema.schema) };
    case "map":
      return { ...schema, values: inner(schema.values) };
    case "list":
      return {
        ...schema,
        items: schema.items === false ? false : inner(schema.items),
        prefix: schema.prefix.map(inner),
      };
    case "union":
      return { ...schema, members: schema.members.map((member) => ({ ...member, schema: inner(member.schema) })) };
    case "intersection":
      return { ...schema, members: schema.members.map(inner) };
    default:
      return schema;
  }
}

const receivedSchemas = new WeakMap<Schema, Schema>();

/** One schema as who receives a value sees it; the same each time, so that it is compiled once. */
export function receivedSchema(schema: Schema): Schema {
  const known = receivedSchemas.get(schema) ?? directedSchema(schema, "response");
  receivedSchemas.set(schema, known);
  return known;
}
