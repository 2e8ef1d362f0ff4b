import type { Json } from "@parlance/contract";
import { spell } from "../names/spell.js";
import { words } from "../names/words.js";
import type { NamedType, NamedValue } from "./named-contract.js";
import type { Spelling, ValueRules } from "./spelling.js";
import { UniqueNames } from "./unique-names.js";

/**
 * Gives every value of an enum its name: the author's (`x-enum-varnames`), else made of the value; empty for every other
 * schema. Where several are spelled alike, the one that is spelled so by the author has the name, else the first, and the
 * others get a number in document order.
 */
export function nameValues(
  { name, schema }: Pick<NamedType, "name" | "schema">,
  { values: rules }: Spelling,
  taken: UniqueNames,
): readonly NamedValue[] {
  if (schema.kind !== "enum") {
    return [];
  }
  const sources = schema.values.map((value, index) => ({ value, source: sourceOf(value, schema.names?.[index]) }));
  if (rules === undefined) {
    return sources.map(({ value, source }) => ({ value, name: source }));
  }
  const names = rules.scope === "module" ? taken : new UniqueNames();
  const spelled = sources.map(({ value, source }) => ({ value, source, spelling: spellValue(source, name, rules) }));
  const exact = spelled.map(({ source, spelling }) => (source === spelling ? names.take(spelling) : undefined));
  return spelled.map(({ value, spelling }, index) => ({ value, name: exact[index] ?? names.take(spelling) }));
}

function spellValue(source: string, type: string, rules: ValueRules): string {
  return rules.scope === "module" ? spell([type, ...words(source)].join(" "), rules) : spell(source, rules);
}

function sourceOf(value: Json, name: string | undefined): string {
  return name ?? (typeof value === "string" ? value : JSON.stringify(value));
}
