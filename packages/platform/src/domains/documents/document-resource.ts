import { timestamp } from "../../clock.js";
import type { Call } from "../../handler.js";
import { diff } from "../../json/diff.js";
import type { JsonObject } from "../../json/json.js";
import { announce } from "../../events/announce.js";
import { problem } from "../../problem/platform-error.js";
import { userOf } from "../../resource/owner.js";
import type { Resource } from "../../resource/resource.js";
import { optionalTimestamp } from "../../resource/times.js";
import { kind, type StoredRecord } from "../../store/store.js";
import { countDocuments, ensureCollection } from "./collection-resource.js";

/** What is kept of a document. The parent is the collection, the version the revision. Times are milliseconds since 1970. */
export interface DocumentData {
  readonly data: JsonObject;
  readonly expiresAt: number | null;
  readonly deletedAt: number | null;
  /** Who created it. */
  readonly userId: string | null;
}

/** One change, as the contract's `DocumentChange`, always with its data. */
export interface ChangeData extends JsonObject {
  readonly revision: number;
}

/** Documents; the parent is the collection. */
export const documents = kind<DocumentData>("document");
/** The parent is `changesOf` the document, the key the revision. */
export const changes = kind<ChangeData>("document-change");

/** How a revision came about, and the event that tells it. */
export type ChangeKind = "created" | "replaced" | "merged" | "mutated" | "deleted" | "restored" | "expired";

const deletedKeptMs = 30 * 86_400_000;

/** Documents as answers show them. */
export const document: Resource<DocumentData> = {
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

/** The parent of a document's changes. */
export function changesOf(at: { readonly collection: string; readonly id: string }): string {
  return `${at.collection}/${at.id}`;
}

/** A number as a key that sorts as the number does. */
export function revisionKey(revision: number): string {
  return String(revision).padStart(16, "0");
}

/** The document in the path; expired by now, it is deleted first. Throws `not_found`. */
export async function loadDocument(
  call: Call,
  options: { readonly deleted: boolean },
): Promise<StoredRecord<DocumentData>> {
  const parent = call.path["collection"] ?? "";
  const found = await call.records.get(documents, call.path["document"] ?? "", parent);
  const record = found !== undefined && isExpired(found, call.clock()) ? await expire(call, found) : found;
  const hidden = record === undefined || (record.data.deletedAt !== null && !options.deleted);
  if (hidden || !call.access.allows(document.present(record)))
    throw problem("not_found", "There is no such document in this project.");
  return record;
}

/** Whether a document's time is over and nobody has noticed yet. */
export function isExpired({ data }: StoredRecord<DocumentData>, now: number): boolean {
  return data.expiresAt !== null && data.expiresAt <= now && data.deletedAt === null;
}

async function expire(call: Call, record: StoredRecord<DocumentData>): Promise<StoredRecord<DocumentData>> {
  return writeDocument(call, record, { kind: "expired", data: { ...record.data, deletedAt: record.data.expiresAt } });
}

/** What a write makes of a document. */
export interface DocumentWrite {
  readonly kind: ChangeKind;
  readonly data: DocumentData;
}

/** The next revision: stored, put into the history, and announced. Throws `payload_too_large` or `forbidden`. */
export async function writeDocument(
  call: Call,
  before: StoredRecord<DocumentData>,
  write: DocumentWrite,
): Promise<StoredRecord<DocumentData>> {
  requireSize(call, write.data.data);
  const { deletedAt } = write.data;
  const after = await call.records.update(
    documents,
    before.id,
    { data: write.data, expiresAt: deletedAt === null ? null : deletedAt + deletedKeptMs },
    before.parent,
  );
  if (!call.access.allows(document.present(after)))
    throw problem("forbidden", "The caller's grants do not reach a document like this.");
  const wasThere = before.data.deletedAt === null;
  if (wasThere !== (deletedAt === null)) await countDocuments(call, before.parent, wasThere ? -1 : 1);
  await recordChange(call, { before: before.data.data, after, kind: write.kind });
  return after;
}

/** Throws `payload_too_large` if the data is larger than a body may be. */
export function requireSize(call: Call, data: JsonObject): void {
  const { bodyBytes } = call.contract.limits;
  if (Buffer.byteLength(JSON.stringify(data)) > bodyBytes) {
    throw problem("payload_too_large", `The data of a document is at most ${bodyBytes} bytes of JSON.`);
  }
}

/** Puts a revision into the history, forgets those beyond its size, and tells whoever watches. */
export async function recordChange(
  call: Call,
  {
    before,
    after,
    kind: how,
  }: { readonly before: JsonObject; readonly after: StoredRecord<DocumentData>; readonly kind: ChangeKind },
): Promise<void> {
  const at = { collection: after.parent, id: after.id };
  const change: ChangeData = {
    ...at,
    revision: after.version,
    previousRevision: after.version - 1,
    kind: how,
    diff: diff(before, after.data.data).map((step) => ({ ...step })),
    userId: how === "expired" ? null : userOf(call),
    changedAt: timestamp(after.updatedAt),
  };
  const stored: ChangeData = { ...change, data: after.data.data };
  await call.records.insert(changes, {
    id: String(after.version),
    parent: changesOf(at),
    key: revisionKey(after.version),
    data: stored,
  });
  const { historySize } = (await ensureCollection(call, at.collection)).data;
  await call.records.removeAll(changes, changesOf(at), revisionKey(Math.max(0, after.version - historySize)));
  const type = ["replaced", "merged", "mutated"].includes(how) ? "document.updated" : `document.${how}`;
  await announce(call, { type, channels: [`document:${at.collection}:${at.id}`], data: change });
}
