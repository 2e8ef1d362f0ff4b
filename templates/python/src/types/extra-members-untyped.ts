import type { Contract, Diagnostic, NamedSchema } from "@parlance/contract";

/**
 * Tells of objects whose further members have a type. A model holds members that it does not name as plain JSON: pydantic can
 * check them, but type checkers cannot see what they are.
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
    message: `The further members of "${name}" have a type, but a Python model holds them as plain JSON in model_extra.`,
    help: "Put them into an object of their own, whose members are all of that type: it becomes a dict.",
    place,
  };
}
