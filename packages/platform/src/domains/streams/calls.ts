import type { Answer, Call, Handlers } from "../../handler.js";
import { isJsonObject, type JsonObject } from "../../json/json.js";
import { mergeObjects } from "../../json/merge-patch.js";
import { listResource } from "../../resource/list.js";
import { getResource } from "../../resource/read.js";
import { bodyObject, updateResource } from "../../resource/write.js";
import { asAsked } from "./as-asked.js";
import { callResource } from "./media-records.js";
import { requireMetadataSize } from "./room-resource.js";

/** Calls, read from the records: a media backend makes them. */
export const callHandlers: Handlers = {
  "calls.list": (call) => listResource(call, callResource, { where: asAsked(call) }),
  "calls.get": (call) => getResource(call, callResource, at(call)),
  "calls.update": update,
};

function at(call: Call): { readonly id: string } {
  return { id: call.path["call"] ?? "" };
}

function update(call: Call): Promise<Answer> {
  return updateResource(call, callResource, at(call), ({ data }) => {
    const patch = bodyObject(call);
    const [before, change] = [data["metadata"], patch["metadata"]];
    const metadata: JsonObject = mergeObjects(isJsonObject(before) ? before : {}, isJsonObject(change) ? change : {});
    requireMetadataSize(call, metadata);
    return { data: { ...data, ...patch, metadata } };
  });
}
