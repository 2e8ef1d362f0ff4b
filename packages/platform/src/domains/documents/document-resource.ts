import { timestamp } from "../../clock.js";
import type { Call } from "../../handler.js";
import type * as contract from "../../gen/types.gen.js";
import type { JsonObject } from "../../json/json.js";
import type { Plain } from "../../json/plain.js";
import { problem } from "../../problem/platform-error.js";
import type { Resource } from "../../resource/resource.js";
import { optionalTimestamp } from "../../resource/times.js";
import { kind, type StoredRecord } from "../../store/store.js";

/** What is kept of a document. The parent is the collection, the version the revision. Times are milliseconds since 1970. */
export interface DocumentData {
  readonly data: JsonObject;
  readonly expiresAt: number | null;
  readonly deletedAt: number | null;
  /** Who created it. */
  readonly userId: string | null;
}

type Document = Plain<contract.Document>;
/** One change. In the history it always has its data. */
export type Change = Plain<contract.DocumentChange>;

/** Documents; the parent is the collection. */
export const documents = kind<DocumentData>("document");
/** The parent is `partsOf` the document, the key the revision. */
export const changes = kind<Change>("document-change");

/** Documents as answers show them. */
export const document: Resource<DocumentData, Document> = {
  kind: documents,
  noun: "document",
  present: (record) => ({
    id: record.id,
    collection: record.parent,
    revision: record.version,
    data: record.data.data,
    createdAt: timestamp(record.createdAt),
    updatedAt: timestamp(record.updatedAt),
    expiresAt: optionalTimestamp(record.data.expiresAt),
    deletedAt: optionalTimestamp(record.data.deletedAt),
  }),
};

/** The parent of what belongs to a document: its changes and attachments. */
export function partsOf({ parent, id }: Pick<StoredRecord, "parent" | "id">): string {
  return `${parent}/${id}`;
}

/** A number as a key that sorts as the number does. */
export function revisionKey(revision: number): string {
  return String(revision).padStart(16, "0");
}

/** The document in the path. Throws `not_found`. */
export async function loadDocument(
  call: Call & { readonly path: { readonly collection: string; readonly document: string } },
  options: { readonly deleted: boolean },
): Promise<StoredRecord<DocumentData>> {
  const record = await call.records.get(documents, call.path.document, call.path.collection);
  const hidden = record === undefined || (isGone(record.data, call.clock()) && !options.deleted);
  if (hidden || !call.access.allows(document.present(record)))
    throw problem("not_found", "There is no such document in this project.");
  return record;
}

/** Whether a document was deleted or its time is over. */
export function isGone({ deletedAt, expiresAt }: Omit<DocumentData, "data" | "userId">, now: number): boolean {
  return deletedAt !== null || (expiresAt !== null && expiresAt <= now);
}
