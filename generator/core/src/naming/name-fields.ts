import type { Schema } from "@parlance/contract";
import { spell } from "../names/spell.js";
import type { NamedField } from "./named-contract.js";
import type { Spelling } from "./spelling.js";
import { UniqueNames } from "./unique-names.js";

/**
 * Gives every property of an object its name; empty for every other schema. Where several are spelled alike, the one that is
 * spelled so on the wire has the name, else the first, and the others get a number in document order.
 */
export function nameFields(schema: Schema, { fields: rules }: Spelling): readonly NamedField[] {
  if (schema.kind !== "object") {
    return [];
  }
  if (rules === undefined) {
    return schema.properties.map(({ name }) => ({ property: name, name }));
  }
  const spelled = schema.properties.map(({ name }) => ({ property: name, spelling: spell(name, rules) }));
  const exact = spelled.filter(({ property, spelling }) => property === spelling).map(({ property }) => property);
  const names = new UniqueNames(exact);
  return spelled.map(({ property, spelling }) => ({
    property,
    name: property === spelling ? spelling : names.take(spelling),
  }));
}
