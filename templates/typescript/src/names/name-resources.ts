import { kebabCase, pascalCase, spell } from "@parlance/generator";
import type { PlacedOperation } from "./name-operations.js";
import type { NamedOperation, NamedResource, ResourceFile } from "./named-contract.js";
import { reservedClientMembers, reservedMembers } from "./reserved-words.js";
import { UniqueNames } from "./unique-name.js";

/** Characters of a resource's name that its files are called by: file systems take 255 bytes, and a character may need four. */
const fileNameLength = 50;

/** File of the operations that belong to the client itself. */
const rootFile = "client";

/**
 * Builds the tree of resources. `client` names the root's class. A method whose name is also that of a nested resource, or
 * of an earlier method, gets a `_` or a number.
 */
export function nameResources({
  client,
  operations,
  classes,
}: {
  readonly client: string;
  readonly operations: readonly PlacedOperation[];
  readonly classes: UniqueNames;
}): NamedResource {
  return nameNode({ path: [], property: "", className: client, operations, classes });
}

/** What is printed into one file each: the root's own operations, then every top-level resource with all below it. */
export function resourceFiles(root: NamedResource): readonly ResourceFile[] {
  const files = new UniqueNames([rootFile, "index"]);
  const own = { ...root, children: [] };
  const top = root.children.map((resource) => {
    const name = [...kebabCase(resource.property)].slice(0, fileNameLength).join("");
    const file = files.take(name, `${name}-resource`);
    return { file, resource, operations: descendants(resource) };
  });
  return [{ file: rootFile, resource: own, operations: own.operations }, ...top];
}

function nameNode({
  path,
  property,
  className,
  operations,
  classes,
}: {
  readonly path: readonly string[];
  readonly property: string;
  readonly className: string;
  readonly operations: readonly PlacedOperation[];
  readonly classes: UniqueNames;
}): NamedResource {
  const reserved = path.length === 0 ? reservedClientMembers : reservedMembers;
  const members = new UniqueNames(reserved);
  const below = operations.filter(({ resource }) => resource.length > path.length);
  const groups = Map.groupBy(below, ({ resource }) => pascalCase(resource[path.length] ?? ""));
  const children = [...groups.values()].map((group) => {
    const next = group[0]?.resource.slice(0, path.length + 1) ?? path;
    const child = members.take(spell(next.at(-1) ?? "", { letterCase: "camel", reserved }));
    const name = spell(next.join(" "), { letterCase: "pascal" });
    return nameNode({
      path: next,
      property: child,
      className: classes.take(name, `${name}Resource`),
      operations: group,
      classes,
    });
  });
  const own = operations.filter(({ resource }) => resource.length === path.length);
  return {
    property,
    className,
    path,
    operations: own.map(({ named }) => ({ ...named, method: members.take(named.method, `${named.method}_`) })),
    children,
  };
}

function descendants({ operations, children }: NamedResource): readonly NamedOperation[] {
  return [...operations, ...children.flatMap(descendants)];
}
