import type { Call } from "../../handler.js";
import type * as contract from "../../gen/types.gen.js";
import type { Plain } from "../../json/plain.js";
import type { Kept } from "../../resource/resource.js";
import { kind, type StoredRecord } from "../../store/store.js";

/** A collection as the contract has it. */
export type Collection = Plain<contract.Collection>;
/** What is kept of a collection. The id is its name. */
export type CollectionData = Kept<Collection, "name" | "documentCount">;

/** Collections; the id is the name. */
export const collections = kind<CollectionData>("collection");
/** How many documents a collection has; apart from it, so that a new document does not change its version. */
const counts = kind<{ readonly documents: number }>("collection-count");

/** A collection without settings of its own. */
export const freshCollection: CollectionData = { description: "", lifetimeSeconds: null, historySize: 100, labels: {} };

/** The collection, which comes into being with its first document. */
export async function ensureCollection(call: Call, name: string): Promise<StoredRecord<CollectionData>> {
  return (
    (await call.records.get(collections, name)) ?? call.records.insert(collections, { id: name, data: freshCollection })
  );
}

/** Counts documents that come and go. */
export async function countDocuments(call: Call, collection: string, by: number): Promise<void> {
  const record = await call.records.get(counts, collection);
  const documents = (record?.data.documents ?? 0) + by;
  if (record === undefined) await call.records.insert(counts, { id: collection, data: { documents } });
  else await call.records.update(counts, collection, { data: { documents } });
}

/** A collection with how many documents it has. */
export async function withCount(call: Call, shown: Collection): Promise<Collection> {
  const count = await call.records.get(counts, shown.name);
  return { ...shown, documentCount: count?.data.documents ?? 0 };
}
