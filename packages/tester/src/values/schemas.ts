import type { Contract, Schema } from "@parlance/contract";

/** The named schemas of a contract. */
export type Schemas = ReadonlyMap<string, Schema>;

/** The named schemas of a contract, by their names. */
export function schemasOf(contract: Contract): Schemas {
  return new Map(contract.schemas.map(({ name, schema }) => [name, schema]));
}

/** The schema itself where it is a reference, however long the way; `never` for one that leads nowhere or in a circle. */
export function resolve(schema: Schema, schemas: Schemas): Exclude<Schema, { kind: "ref" }> {
  let current: Schema | undefined = schema;
  for (let steps = 0; current?.kind === "ref" && steps < 100; steps += 1) current = schemas.get(current.name);
  return current === undefined || current.kind === "ref" ? { kind: "never", place: schema.place } : current;
}
