import type { Contract, Diagnostic, IntersectionSchema, Schema } from "@parlance/contract";
import { partsOf } from "../schemas/parts-of.js";

/**
 * Tells of every intersection that a lifted Contract still has. A language without intersections prints it as any value,
 * which is read and written as it is.
 */
export function intersectionsUnsupported({ schemas, operations, messages }: Contract): readonly Diagnostic[] {
  const all = [
    ...schemas.map(({ schema }) => schema),
    ...operations.flatMap(({ parameters, body, responses }) => [
      ...parameters.map(({ schema }) => schema),
      ...[...(body?.contents ?? []), ...responses.flatMap(({ contents }) => contents)].map(({ schema }) => schema),
      ...responses.flatMap(({ headers }) => headers.map(({ schema }) => schema)),
    ]),
    ...messages.flatMap(({ payload, headers }) => [payload, headers]),
  ];
  return all.flatMap((each) => (each === undefined ? [] : intersectionsOf(each))).map(unsupported);
}

function intersectionsOf(schema: Schema): readonly IntersectionSchema[] {
  return schema.kind === "intersection" ? [schema] : partsOf(schema).flatMap(intersectionsOf);
}

function unsupported({ members, place }: IntersectionSchema): Diagnostic {
  const kinds = [...new Set(members.map((each) => (each.kind === "ref" ? `"${each.name}"` : each.kind)))].join(", ");
  return {
    code: "intersection-unsupported",
    severity: "warning",
    message: `An allOf of ${kinds} has no counterpart in the language; its values are not typed.`,
    help: "Write one schema with all members, or let all members be objects.",
    place,
  };
}
