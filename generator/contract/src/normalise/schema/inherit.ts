import type { IntersectionSchema, ObjectSchema, Schema, UnionMember } from "../../model/schema.js";
import { compare } from "../../util/compare.js";
import { become } from "./become.js";
import type { WrittenDiscriminator } from "./schema-context.js";
import type { SettleContext } from "./settle-context.js";
import { tagsOf } from "./tags-of.js";

/**
 * A schema with a discriminator that others extend by `allOf` means "any of those" where it is used, and its own members
 * where it is extended. The extending schemas get the members here; the returned functions, to be called when `allOf` has
 * been flattened, turn the schema itself into the union.
 */
export function inherit(context: SettleContext): (() => void)[] {
  const { unsettled, registry, diagnostics } = context;
  const parents = parentsOf(context);
  const finish: (() => void)[] = [];
  for (const [name, discriminator] of unsettled.bases) {
    const node = registry.get(name);
    if (node?.kind !== "object") continue;
    const children = descendants(name, parents);
    if (children.length === 0) {
      diagnostics.report("discriminator-unused", discriminator.place, { property: discriminator.property });
      continue;
    }
    const shape: ObjectSchema = { ...node };
    for (const { node: intersection } of unsettled.intersections) replaceBase(intersection, name, shape);
    const own = new Map(children.map((child) => [child, ownTags(child, discriminator, context)]));
    finish.push(() => toUnion(node, shape, { name, discriminator, children: own }));
  }
  return finish;
}

/** Name of each named schema → names that its `allOf` refers to. */
function parentsOf({ unsettled, registry }: SettleContext): Map<string, readonly string[]> {
  const nodes = new Set<Schema>(unsettled.intersections.map(({ node }) => node));
  const parents = new Map<string, readonly string[]>();
  for (const name of registry.names()) {
    const schema = registry.get(name);
    const node = schema?.kind === "nullable" ? schema.schema : schema;
    if (node === undefined) continue;
    if (node.kind === "intersection" && nodes.has(node))
      parents.set(
        name,
        node.members.flatMap((member) => (member.kind === "ref" ? [member.name] : [])),
      );
    else if (node.kind === "ref") parents.set(name, [node.name]);
  }
  return parents;
}

function descendants(base: string, parents: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found = new Set([base]);
  for (const ancestor of found) for (const [name, names] of parents) if (names.includes(ancestor)) found.add(name);
  found.delete(base);
  return [...found].sort(compare);
}

function replaceBase(node: IntersectionSchema, name: string, shape: ObjectSchema): void {
  if (!node.members.some((member) => member.kind === "ref" && member.name === name)) return;
  const members = node.members.map((member) => (member.kind === "ref" && member.name === name ? shape : member));
  become(node, { ...node, members });
}

/** The values that select a child: mapped to it, stated by its own members, or its name. */
function ownTags(
  child: string,
  { property, mapping }: WrittenDiscriminator,
  context: SettleContext,
): readonly string[] {
  const mapped = [...mapping].filter(([, target]) => target === child).map(([value]) => value);
  if (mapped.length > 0) return mapped;
  const schema = context.registry.get(child);
  const own = schema?.kind === "intersection" ? schema.members.filter(({ kind }) => kind === "object") : [];
  const stated = own.map((member) => tagsOf(member, property, context.registry)).find((tags) => tags?.length === 1);
  return stated ?? [child];
}

function toUnion(
  node: ObjectSchema,
  shape: ObjectSchema,
  union: {
    readonly name: string;
    readonly discriminator: WrittenDiscriminator;
    readonly children: ReadonlyMap<string, readonly string[]>;
  },
): void {
  const { name, discriminator, children } = union;
  const members: UnionMember[] = [...children].map(([child, tags]) => ({
    schema: { kind: "ref", name: child, place: shape.place },
    tags,
  }));
  const self = [...discriminator.mapping].filter(([, target]) => target === name).map(([value]) => value);
  if (self.length > 0) members.unshift({ schema: shape, tags: self });
  const { place, docs, extensions } = shape;
  become(node, {
    kind: "union",
    place,
    ...(docs && { docs }),
    ...(extensions && { extensions }),
    rule: "one",
    members,
    tag: discriminator.property,
    open: true,
  });
}
