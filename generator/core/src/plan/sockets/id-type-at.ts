import type { Message } from "@parlance/contract";
import { dereference } from "../../schemas/dereference.js";
import type { Schemas } from "../../schemas/schemas.js";

/** Whether the runtime makes up numbers or texts for the ids that stand at the pointer. */
export function idTypeAt({ payload }: Message, pointer: string, schemas: Schemas): "integer" | "string" {
  let schema = payload && dereference(payload, schemas, new Set());
  for (const token of pointer.slice(1).split("/")) {
    const property = schema?.kind === "object" ? schema.properties.find(({ name }) => name === token) : undefined;
    schema = property && dereference(property.schema, schemas, new Set());
  }
  return schema?.kind === "scalar" && schema.type !== "string" ? "integer" : "string";
}
