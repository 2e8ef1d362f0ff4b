import type { Answer, Call, Handlers } from "../../handler.js";
import { mergeObjects } from "../../json/merge-patch.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import { checkVersion } from "../../resource/read.js";
import type { Resource } from "../../resource/resource.js";
import { times } from "../../resource/times.js";
import { bodyObject } from "../../resource/write.js";
import {
  type CollectionData,
  collections,
  ensureCollection,
  freshCollection,
  withCount,
} from "./collection-resource.js";
import { settledDocuments } from "./settle-documents.js";

const collection: Resource<CollectionData> = {
  kind: collections,
  noun: "collection",
  present: (record) => ({ name: record.id, ...record.data, ...times(record) }),
};

/** Collections: the sets that documents belong to. */
export const collectionHandlers: Handlers = settledDocuments({
  "collections.list": list,
  "collections.get": get,
  "collections.update": update,
});

function list(call: Call): Promise<Answer> {
  return listResource(call, collection, { complete: (shown) => withCount(call, shown) });
}

async function get(call: Call): Promise<Answer> {
  const record = await call.records.get(collections, call.path["collection"] ?? "");
  if (record === undefined || !call.access.allows(collection.present(record))) {
    throw problem("not_found", "The collection has neither documents nor settings.");
  }
  return {
    status: 200,
    body: call.access.show(await withCount(call, collection.present(record))),
    version: record.version,
  };
}

async function update(call: Call): Promise<Answer> {
  const before = await ensureCollection(call, call.path["collection"] ?? "");
  checkVersion(call, before);
  const merged = mergeObjects({ ...before.data }, bodyObject(call));
  const data = { ...freshCollection, lifetimeSeconds: null, ...merged } as CollectionData;
  const record = await call.records.update(collections, before.id, { data });
  if (!call.access.allows(collection.present(record)))
    throw problem("forbidden", "The caller's grants do not reach this collection.");
  return {
    status: 200,
    body: call.access.show(await withCount(call, collection.present(record))),
    version: record.version,
  };
}
