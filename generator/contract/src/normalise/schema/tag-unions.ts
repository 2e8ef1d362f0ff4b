import type { Property, Schema, UnionMember, UnionSchema } from "../../model/schema.js";
import { compare } from "../../util/compare.js";
import { become } from "./become.js";
import type { WrittenDiscriminator } from "./schema-context.js";
import type { SchemaRegistry } from "./schema-registry.js";
import type { SettleContext } from "./settle-context.js";
import { tagsOf } from "./tags-of.js";
import { tagTakesText } from "./takes-text.js";

/** Gives each union its tag: the discriminator's, or one that the members' constants make evident. */
export function tagUnions({ unsettled, registry, diagnostics }: SettleContext): void {
  for (const { node, discriminator } of unsettled.unions) {
    if (node.kind !== "union" || node.tag !== undefined) continue;
    if (discriminator !== undefined) {
      const members = declaredTags(node, discriminator, registry);
      if (members === undefined)
        diagnostics.report("discriminator-incomplete", discriminator.place, { property: discriminator.property });
      else become(node, { ...node, members, tag: discriminator.property });
      continue;
    }
    const inferred = inferredTags(node, registry);
    if (inferred === undefined) continue;
    diagnostics.report("union-tag-inferred", node.place, { property: inferred.tag });
    become(node, { ...node, ...inferred });
  }
}

/** Members with the values of a discriminator; undefined if they do not tell all members apart. */
export function declaredTags(
  node: UnionSchema,
  { property, mapping }: WrittenDiscriminator,
  registry: SchemaRegistry,
): readonly UnionMember[] | undefined {
  const schemas = node.members.map((member) => member.schema);
  if (!schemas.every((schema) => tagTakesText(schema, property, registry))) return undefined;
  const written = schemas.map((schema) => {
    const name = refName(schema);
    const mapped = [...mapping].filter(([, target]) => target === name).map(([value]) => value);
    return mapped.length > 0 ? mapped : tagsOf(schema, property, registry);
  });
  const implicit = written.every((tags) => tags === undefined);
  const tags = written.map((values, index) => {
    const name = refName(schemas[index] as Schema);
    return values ?? (name !== undefined && (implicit || mapping.size > 0) ? [name] : undefined);
  });
  return apart(schemas, tags);
}

function apart(
  schemas: readonly Schema[],
  tags: readonly (readonly string[] | undefined)[],
): readonly UnionMember[] | undefined {
  const all = tags.flat();
  if (all.some((tag) => tag === undefined) || new Set(all).size !== all.length) return undefined;
  return schemas.map((schema, index) => ({ schema, tags: tags[index] ?? [] }));
}

/** A property that every member requires and that has a different constant in each. */
function inferredTags(
  node: UnionSchema,
  registry: SchemaRegistry,
): { readonly tag: string; readonly members: readonly UnionMember[] } | undefined {
  const schemas = node.members.map((member) => member.schema);
  const [first] = schemas;
  if (first === undefined) return undefined;
  for (const tag of constantsOf(first, registry)) {
    const tags = schemas.map((schema) =>
      constantsOf(schema, registry).includes(tag) ? tagsOf(schema, tag, registry) : undefined,
    );
    const members = apart(schemas, tags);
    if (members !== undefined) return { tag, members };
  }
  return undefined;
}

const customary = ["type", "kind", "event", "object", "op"];

/** Names of the required properties of an object that have one string only, customary names first. */
function constantsOf(schema: Schema, registry: SchemaRegistry): readonly string[] {
  const shape = schema.kind === "ref" ? registry.get(schema.name) : schema;
  if (shape?.kind !== "object") return [];
  const isConstant = ({ optional, schema: value }: Property) =>
    !optional && value.kind === "const" && typeof value.value === "string";
  const rank = (name: string) => (customary.includes(name) ? customary.indexOf(name) : customary.length);
  const names = shape.properties.filter(isConstant).map(({ name }) => name);
  return names.sort((a, b) => rank(a) - rank(b) || compare(a, b));
}

function refName(schema: Schema): string | undefined {
  if (schema.kind === "nullable") return refName(schema.schema);
  return schema.kind === "ref" ? schema.name : undefined;
}
