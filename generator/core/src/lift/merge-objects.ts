import type { MapSchema, ObjectSchema, Property, Schema } from "@parlance/contract";

/**
 * One object with the properties of all. A property that several declare has the schema that says most (a constant before an
 * enum before a structure before a scalar before anything), the later one between equals; it is optional only if it is so in
 * all. Further properties are forbidden only if all forbid them.
 */
export function mergeObjects(schemas: readonly (ObjectSchema | MapSchema)[]): Pick<ObjectSchema, Merged> {
  const objects = schemas.map(asObject);
  const properties = new Map<string, Property>();
  for (const property of objects.flatMap((each) => each.properties)) {
    const known = properties.get(property.name);
    properties.set(property.name, known === undefined ? property : mergeProperties(known, property));
  }
  const patterns = objects.flatMap(({ patternProperties }) => patternProperties ?? []);
  const typed = objects.map(({ additional }) => additional).find((each) => typeof each === "object");
  return {
    kind: "object",
    properties: [...properties.values()],
    additional: typed ?? !objects.every(({ additional }) => additional === false),
    ...(patterns.length > 0 ? { patternProperties: patterns } : {}),
  };
}

type Merged = "kind" | "properties" | "additional" | "patternProperties";

function asObject(schema: ObjectSchema | MapSchema): Pick<ObjectSchema, Merged> {
  return schema.kind === "object"
    ? schema
    : { kind: "object", properties: [], additional: schema.values.kind === "any" ? true : schema.values };
}

function mergeProperties(known: Property, added: Property): Property {
  const schema = weight(added.schema) >= weight(known.schema) ? added.schema : known.schema;
  return { name: added.name, schema, optional: known.optional && added.optional };
}

/** How much a schema says of its values. */
function weight(schema: Schema): number {
  switch (schema.kind) {
    case "any":
    case "never":
      return 0;
    case "scalar":
      return 2;
    case "object":
      return schema.properties.length > 0 ? 3 : 1;
    case "map":
      return schema.values.kind === "any" ? 1 : 3;
    case "enum":
      return 4;
    case "const":
      return 5;
    default:
      return 3;
  }
}
