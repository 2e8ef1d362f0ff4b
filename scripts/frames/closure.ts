import type { Contract, NamedSchema } from "@parlance/contract";

/** The schemas declared in one file, and every schema they refer to, each once and by name. */
export function closure(contract: Contract, file: string): NamedSchema[] {
  const byName = new Map(contract.schemas.map((each) => [each.name, each]));
  const found = new Map<string, NamedSchema>();
  const add = (named: NamedSchema): void => {
    if (found.has(named.name)) return;
    found.set(named.name, named);
    for (const name of references(named.schema)) {
      const next = byName.get(name);
      if (next !== undefined) add(next);
    }
  };
  for (const each of contract.schemas) if (each.schema.place.file.endsWith(file)) add(each);
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The names that a node of plain data refers to, at any depth. */
function references(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  if ("kind" in node && node.kind === "ref" && "name" in node) return [String(node.name)];
  return Object.values(node).flatMap(references);
}
