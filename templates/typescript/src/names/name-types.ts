import type { Contract, Message } from "@parlance/contract";
import { chosenName, type NameTable, spell } from "@parlance/generator";
import type { NamedType } from "./named-contract.js";
import { reservedTypes } from "./reserved-words.js";

/**
 * Gives every schema its type name, and every message whose payload is no named schema one for that payload. Two that are
 * spelled alike are a `name-clash` in the table.
 */
export function nameTypes(contract: Contract, table: NameTable): ReadonlyMap<string, NamedType> {
  const schemas = contract.schemas.map(({ name, schema }) => {
    return { key: name, source: name, spelled: chosenName(name, schema.extensions), schema };
  });
  const payloads = contract.messages.flatMap((message) => payloadType(message));
  return new Map(
    [...schemas, ...payloads].map(({ key, source, spelled, schema }) => {
      const name = spell(spelled, { letterCase: "pascal", reserved: reservedTypes });
      return [key, { name: table.allocate({ spelled: name, source, place: schema.place }), schema }];
    }),
  );
}

/** The key of a payload that is no named schema; no schema has it, because schema names hold no space before a colon. */
export function payloadKey({ name }: Message): string {
  return `message :${name}`;
}

function payloadType(message: Message): readonly PayloadType[] {
  const { name, payload, extensions } = message;
  if (payload === undefined || payload.kind === "ref") {
    return [];
  }
  const spelled = `${chosenName(name, extensions)} payload`;
  return [{ key: payloadKey(message), source: `payload of ${name}`, spelled, schema: payload }];
}

interface PayloadType {
  readonly key: string;
  readonly source: string;
  readonly spelled: string;
  readonly schema: NamedType["schema"];
}
