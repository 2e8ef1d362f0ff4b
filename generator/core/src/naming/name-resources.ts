import { pascalCase } from "../names/letter-case.js";
import { spell, spellWith } from "../names/spell.js";
import { fileName } from "./file-name.js";
import type { PlacedOperation } from "./name-operations.js";
import type { NamedOperation, NamedResource, ResourceFile } from "./named-contract.js";
import type { FileRules, Spelling } from "./spelling.js";
import { UniqueNames } from "./unique-names.js";

/**
 * Builds the tree of resources. `client` names the root's class. A method whose name is also that of a nested resource, or
 * of an earlier method, gets a `_` or a number.
 */
export function nameResources({
  client,
  operations,
  spelling,
  classes,
}: {
  readonly client: string;
  readonly operations: readonly PlacedOperation[];
  readonly spelling: Spelling;
  readonly classes: UniqueNames;
}): NamedResource {
  return nameNode({ path: [], property: "", className: client, operations, spelling, classes });
}

/** What is printed into one file each: the root's own operations, then every top-level resource with all below it. */
export function resourceFiles(root: NamedResource, rules: FileRules): readonly ResourceFile[] {
  const files = new UniqueNames([rules.root, ...(rules.taken ?? [])]);
  const own = { ...root, children: [] };
  const top = root.children.map((resource) => {
    const name = fileName(resource.property, rules);
    const file = files.take(name, spellWith(name, "resource", rules));
    return { file, resource, operations: descendants(resource) };
  });
  return [{ file: rules.root, resource: own, operations: own.operations }, ...top];
}

function nameNode({
  path,
  property,
  className,
  operations,
  spelling,
  classes,
}: {
  readonly path: readonly string[];
  readonly property: string;
  readonly className: string;
  readonly operations: readonly PlacedOperation[];
  readonly spelling: Spelling;
  readonly classes: UniqueNames;
}): NamedResource {
  const rules = path.length === 0 ? { ...spelling.members, reserved: spelling.clientMembers } : spelling.members;
  const members = new UniqueNames(rules.reserved);
  const below = operations.filter(({ resource }) => resource.length > path.length);
  const groups = Map.groupBy(below, ({ resource }) => pascalCase(resource[path.length] ?? ""));
  const children = [...groups.values()].map((group) => {
    const next = group[0]?.resource.slice(0, path.length + 1) ?? path;
    const child = members.take(spell(next.at(-1) ?? "", rules));
    const { reserved: _, ...types } = spelling.types;
    const name = next.join(" ");
    return nameNode({
      path: next,
      property: child,
      className: classes.take(spell(name, types), spellWith(name, "resource", types)),
      operations: group,
      spelling,
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
