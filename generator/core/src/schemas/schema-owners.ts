import type { NamedContract } from "../naming/named-contract.js";
import { referencesOf } from "./references-of.js";

/**
 * The file of the only resource whose operations reach a schema, by the schema's name; undefined for one that several reach. What no
 * operation reaches is not there.
 */
export function schemaOwners({
  files,
  types,
}: Pick<NamedContract, "files" | "types">): ReadonlyMap<string, string | undefined> {
  const owners = new Map<string, string | undefined>();
  for (const { file, operations } of files) {
    const reached = new Set<string>();
    const open = operations.flatMap(({ operation }) => [
      ...operation.parameters.map(({ schema }) => schema),
      ...(operation.body?.contents ?? []).flatMap(({ schema }) => schema ?? []),
      ...operation.responses.flatMap(({ contents }) => contents.flatMap(({ schema }) => schema ?? [])),
    ]);
    for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
      for (const name of referencesOf(schema)) {
        const target = types.get(name);
        if (target !== undefined && !reached.has(name)) {
          reached.add(name);
          open.push(target.schema);
        }
      }
    }
    reached.forEach((name) => owners.set(name, owners.has(name) ? undefined : file));
  }
  return owners;
}
