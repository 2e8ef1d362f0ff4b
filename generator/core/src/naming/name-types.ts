import type { Contract, Message, Place, Schema } from "@parlance/contract";
import { type LiftOrigin, liftedFrom } from "../lift/lifted-from.js";
import { chosenName } from "../names/chosen-name.js";
import type { NameTable } from "../names/name-table.js";
import { spell, spellWith } from "../names/spell.js";
import { fileName } from "./file-name.js";
import { nameFields } from "./name-fields.js";
import { nameValues } from "./name-values.js";
import type { Types } from "./named-contract.js";
import type { Spelling } from "./spelling.js";
import { UniqueNames } from "./unique-names.js";

/**
 * Gives every schema its type name, and every message whose payload is no named schema one for that payload. Two of the
 * document's names that are spelled alike are a `name-clash` in the table; those of lifted schemas step aside.
 *
 * `taken` gets all names, also those of companions and of values that are unique in the module.
 */
export function nameTypes({
  contract,
  spelling,
  table,
  taken,
}: {
  readonly contract: Contract;
  readonly spelling: Spelling;
  readonly table: NameTable;
  readonly taken: UniqueNames;
}): Types {
  const sources = typeSources(contract);
  const names = typeNames(sources, { spelling, table, taken });
  const files = typeFiles(sources, names, spelling);
  const types = sources.map(({ key, spelled, schema }) => {
    const companions = (spelling.companions?.(schema) ?? []).map((added) =>
      taken.take(spellWith(spelled, added, spelling.types), spellWith(spelled, `${added} type`, spelling.types)),
    );
    const name = names.get(key) ?? key;
    const type = { name, file: files.get(key) ?? name, schema, companions, fields: nameFields(schema, spelling) };
    return [key, type] as const;
  });
  // Values come last: they are the most, and what authors name otherwise must not step aside for them.
  return new Map(types.map(([key, type]) => [key, { ...type, values: nameValues(type, spelling, taken) }]));
}

/** The key of a payload that is no named schema; no schema has it, because schema names hold no space before a colon. */
export function payloadKey({ name }: Message): string {
  return `message :${name}`;
}

interface TypeSource {
  readonly key: string;
  /** The author's word for it, shown in diagnostics. */
  readonly source: string;
  /** The name to spell. */
  readonly spelled: string;
  readonly schema: Schema;
  readonly place: Place;
  readonly origin: LiftOrigin | undefined;
}

function typeSources(contract: Contract): readonly TypeSource[] {
  const schemas = contract.schemas.map(({ name, schema }) => ({
    key: name,
    source: name,
    spelled: chosenName(name, schema.extensions),
    schema,
    place: schema.place,
    origin: liftedFrom(schema),
  }));
  return [...schemas, ...contract.messages.flatMap(payloadSource)];
}

function payloadSource(message: Message): readonly TypeSource[] {
  const { name, payload: schema, extensions } = message;
  if (schema === undefined || schema.kind === "ref") {
    return [];
  }
  const spelled = `${chosenName(name, extensions)} payload`;
  const key = payloadKey(message);
  return [{ key, source: `payload of ${name}`, spelled, schema, place: schema.place, origin: undefined }];
}

/** The names of the document first, then those that were made up for lifted schemas. */
function typeNames(
  sources: readonly TypeSource[],
  { spelling, table, taken }: { readonly spelling: Spelling; readonly table: NameTable; readonly taken: UniqueNames },
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { key, source, spelled, place, origin } of sources) {
    if (origin === undefined) {
      names.set(key, table.allocate({ spelled: spell(spelled, spelling.types), source, place }));
    }
  }
  names.forEach((name) => taken.add(name));
  for (const { key, spelled, origin } of sources) {
    if (origin !== undefined) {
      names.set(key, taken.take(spell(spelled, spelling.types)));
    }
  }
  return names;
}

/** A file for each type; what was lifted from a schema is in that schema's. */
function typeFiles(
  sources: readonly TypeSource[],
  names: ReadonlyMap<string, string>,
  { files: rules }: Spelling,
): ReadonlyMap<string, string> {
  const taken = new UniqueNames(rules.reserved);
  const files = new Map<string, string>();
  for (const { key, origin } of sources) {
    if (origin?.kind !== "schema") {
      files.set(key, taken.take(fileName(names.get(key) ?? key, rules)));
    }
  }
  for (const { key, origin } of sources) {
    const file = origin?.kind === "schema" ? files.get(origin.name) : undefined;
    if (file !== undefined) {
      files.set(key, file);
    }
  }
  return files;
}
