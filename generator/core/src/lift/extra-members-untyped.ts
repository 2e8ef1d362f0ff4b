import type { Contract, Diagnostic, NamedSchema } from "@parlance/contract";

/**
 * Tells of objects that name some members and give all others a type: for languages that hold members without a name as plain
 * JSON, because a reader of types could not see what they are.
 */
export function extraMembersUntyped({ schemas }: Contract): readonly Diagnostic[] {
  return schemas.flatMap((each) => (hasTypedMembers(each) ? [untyped(each)] : []));
}

function hasTypedMembers({ schema }: NamedSchema): boolean {
  if (schema.kind !== "object") {
    return false;
  }
  const { additional, patternProperties = [] } = schema;
  return (typeof additional === "object" && additional.kind !== "any") || patternProperties.length > 0;
}

function untyped({ name, schema: { place } }: NamedSchema): Diagnostic {
  return {
    code: "extra-members-untyped",
    severity: "info",
    message: `The further members of "${name}" have a type, but the language holds them as plain JSON.`,
    help: "Put them into an object of their own, whose members are all of that type: it becomes a map.",
    place,
  };
}
