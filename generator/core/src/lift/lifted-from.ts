import type { Json, JsonObject, Schema } from "@parlance/contract";

/** By this extension `liftContract` marks the schemas that it gave a name. */
const extension = "x-parlance-lifted-from";

/** What a schema stood in before it was lifted, by the document's name of it. */
export interface LiftOrigin {
  readonly kind: "schema" | "operation" | "message";
  readonly name: string;
}

/** Where a schema was lifted from; undefined for a schema that has its name from the document. */
export function liftedFrom({ extensions }: Schema): LiftOrigin | undefined {
  const mark = extensions?.[extension];
  return isOrigin(mark) ? { kind: mark.kind, name: mark.name } : undefined;
}

/** The extensions of a lifted schema. */
export function liftedExtensions(extensions: JsonObject | undefined, { kind, name }: LiftOrigin): JsonObject {
  return { ...extensions, [extension]: { kind, name } };
}

function isOrigin(mark: Json | undefined): mark is JsonObject & LiftOrigin {
  return typeof mark === "object" && mark !== null && "kind" in mark && "name" in mark;
}
