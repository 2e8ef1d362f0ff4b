import type { Contract } from "@parlance/contract";
import { chosenName, NameTable, spell } from "@parlance/generator";
import type { NamedType } from "./named-contract.js";
import { reservedTypes } from "./reserved-words.js";

/** Gives every schema its type name; two that are spelled alike are a `name-clash` in the table. */
export function nameTypes(contract: Contract, table: NameTable): ReadonlyMap<string, NamedType> {
  return new Map(
    contract.schemas.map(({ name, schema }) => {
      const spelled = spell(chosenName(name, schema.extensions), { letterCase: "pascal", reserved: reservedTypes });
      return [name, { name: table.allocate({ spelled, source: name, place: schema.place }), schema }];
    }),
  );
}
