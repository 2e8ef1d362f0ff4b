import type { Call } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import { mergeObjects } from "../../json/merge-patch.js";
import { bodyObject } from "../../resource/write.js";

/** The metadata that a call makes of the current ones. */
export type MetadataChange = (call: Call, current: JsonObject) => JsonObject;

/** The ways in which metadata are changed, of whatever has them. */
export const metadataChanges = {
  replace: (call) => bodyObject(call),
  update: (call, current) => mergeObjects(current, bodyObject(call)),
  delete: (call, current) => {
    const keys = call.query["key"];
    return Object.fromEntries(Object.entries(current).filter(([name]) => !Array.isArray(keys) || !keys.includes(name)));
  },
} as const satisfies Readonly<Record<string, MetadataChange>>;
