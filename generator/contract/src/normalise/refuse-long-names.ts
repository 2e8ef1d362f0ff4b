import type { Diagnostics } from "../diagnostics/diagnostics.js";
import { limits } from "../load/limits.js";
import type { Contract } from "../model/contract.js";
import type { Place } from "../model/place.js";

/** Reports names that no SDK can spell: every language and file system has its bound, and splitting into words takes time. */
export function refuseLongNames(contract: Contract, root: Place, diagnostics: Diagnostics): void {
  const { info, operations, schemas, channels, messages } = contract;
  const named: readonly (readonly [string, Place])[] = [
    [info.title, root],
    ...operations.flatMap(({ id, tags, parameters, place }) => [
      [id, place] as const,
      ...tags.map((tag) => [tag, place] as const),
      ...parameters.map((each) => [each.name, each.place] as const),
    ]),
    ...schemas.map(({ name, schema }) => [name, schema.place] as const),
    ...channels.map(({ name, place }) => [name, place] as const),
    ...messages.map(({ name, place }) => [name, place] as const),
  ];
  for (const [name, place] of named)
    if (name.length > limits.nameLength)
      diagnostics.report("name-too-long", place, { name: name.slice(0, 40), limit: limits.nameLength });
}
