import type { Answer, Call } from "../../handler.js";
import { patchObject } from "../../json/merge-patch.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import { checkVersion } from "../../resource/read.js";
import type { Resource } from "../../resource/resource.js";
import { times } from "../../resource/times.js";
import {
  type Collection,
  type CollectionData,
  collections,
  ensureCollection,
  freshCollection,
  withCount,
} from "./collection-resource.js";
import { settledDocuments } from "./settle-documents.js";

/** Without `documentCount`, which `withCount` adds. */
const collection: Resource<CollectionData, Collection> = {
  kind: collections,
  noun: "collection",
  present: (record) => ({ name: record.id, ...record.data, documentCount: 0, ...times(record) }),
};

/** Collections: the sets that documents belong to. */
export const collectionHandlers = settledDocuments<"collections">({
  "collections.list": list,
  "collections.get": get,
  "collections.update": update,
});

function list(call: Call<"collections.list">): Promise<Answer<"collections.list">> {
  return listResource(call, collection, { complete: (shown) => withCount(call, shown) });
}

async function get(call: Call<"collections.get">): Promise<Answer<"collections.get">> {
  const record = await call.records.get(collections, call.path.collection);
  if (record === undefined || !call.access.allows(collection.present(record))) {
    throw problem("not_found", "The collection has neither documents nor settings.");
  }
  return {
    status: 200,
    body: call.access.show(await withCount(call, collection.present(record))),
    version: record.version,
  };
}

async function update(call: Call<"collections.update">): Promise<Answer<"collections.update">> {
  const before = await ensureCollection(call, call.path.collection);
  checkVersion(call, before);
  const data = { ...freshCollection, ...patchObject(before.data, call.body.value) };
  const record = await call.records.update(collections, before.id, { data });
  if (!call.access.allows(collection.present(record)))
    throw problem("forbidden", "The caller's grants do not reach this collection.");
  return {
    status: 200,
    body: call.access.show(await withCount(call, collection.present(record))),
    version: record.version,
  };
}
