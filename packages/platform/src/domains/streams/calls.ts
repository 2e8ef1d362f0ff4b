import type { Answer, Call, HandlersOf } from "../../handler.js";
import { mergeObjects } from "../../json/merge-patch.js";
import { listResource } from "../../resource/list.js";
import { getResource } from "../../resource/read.js";
import type { At } from "../../resource/resource.js";
import { updateResource } from "../../resource/write.js";
import { asAsked } from "./as-asked.js";
import { callResource } from "./media-records.js";
import { requireMetadataSize } from "./room-resource.js";

/** Calls, read from the records: a media backend makes them. */
export const callHandlers: HandlersOf<"calls.list" | One> = {
  "calls.list": (call) => listResource(call, callResource, { where: asAsked(call) }),
  "calls.get": (call) => getResource(call, callResource, at(call)),
  "calls.update": update,
};

type One = "calls.get" | "calls.update";

function at({ path }: Call<One>): At {
  return { id: path.call };
}

function update(call: Call<"calls.update">): Promise<Answer<"calls.update">> {
  const { metadata: change = {}, ...patch } = call.body.value;
  return updateResource(call, callResource, at(call), ({ data }) => {
    const metadata = mergeObjects(data.metadata, change);
    requireMetadataSize(call, metadata);
    return { data: { ...data, ...patch, metadata } };
  });
}
