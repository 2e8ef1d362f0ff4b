import type { JsonObject } from "../../json/json.js";
import { mergeObjects } from "../../json/merge-patch.js";

interface Writing {
  readonly body: { readonly value: JsonObject };
}

interface Deleting {
  readonly query: { readonly key: readonly string[] };
}

/** The metadata that a call makes of the current ones. */
export type MetadataChange<Some> = (call: Some, current: JsonObject) => JsonObject;

/** Puts metadata in place of those that are there. */
export function replaceMetadata({ body }: Writing): JsonObject {
  return body.value;
}

/** Merges a patch into metadata. */
export function updateMetadata({ body }: Writing, current: JsonObject): JsonObject {
  return mergeObjects(current, body.value);
}

/** Leaves out the keys that the call names. */
export function deleteMetadata({ query }: Deleting, current: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(current).filter(([name]) => !query.key.includes(name)));
}
