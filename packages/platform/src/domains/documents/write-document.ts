import { timestamp } from "../../clock.js";
import { announce } from "../../events/announce.js";
import type { Call } from "../../handler.js";
import { diff } from "../../json/diff.js";
import type { JsonObject } from "../../json/json.js";
import { problem } from "../../problem/platform-error.js";
import { userOf } from "../../resource/owner.js";
import type { StoredRecord } from "../../store/store.js";
import { countDocuments, ensureCollection } from "./collection-resource.js";
import { planDeadline } from "./document-deadlines.js";
import { type Change, changes, type DocumentData, documents, partsOf, revisionKey } from "./document-resource.js";

/** How a revision came about, and the event that tells it. */
export type ChangeKind = Change["kind"];

/** What a write makes of a document. */
export interface DocumentWrite {
  readonly kind: ChangeKind;
  readonly data: DocumentData;
}

/** The next revision: stored, put into the history, and announced. Throws `payload_too_large`. */
export async function writeDocument(
  call: Call,
  before: StoredRecord<DocumentData>,
  write: DocumentWrite,
): Promise<StoredRecord<DocumentData>> {
  requireSize(call, write.data.data);
  const after = await call.records.update(documents, before.id, { data: write.data }, before.parent);
  const [wasThere, isThere] = [before.data.deletedAt === null, after.data.deletedAt === null];
  if (wasThere !== isThere) await countDocuments(call, before.parent, isThere ? 1 : -1);
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

/** A revision and what it came from. */
export interface RecordedChange {
  readonly before: JsonObject;
  readonly after: StoredRecord<DocumentData>;
  readonly kind: ChangeKind;
}

/** Puts a revision into the history, forgets those beyond its size, and tells whoever watches. */
export async function recordChange(call: Call, { before, after, kind: how }: RecordedChange): Promise<void> {
  const parent = partsOf(after);
  const byClock = how === "expired";
  const change: Change = {
    id: after.id,
    collection: after.parent,
    revision: after.version,
    previousRevision: after.version - 1,
    kind: how,
    diff: diff(before, after.data.data),
    userId: byClock ? null : userOf(call),
    changedAt: timestamp(after.updatedAt),
  };
  const data: Change = { ...change, data: after.data.data };
  await call.records.insert(changes, { id: String(after.version), parent, key: revisionKey(after.version), data });
  const { historySize } = (await ensureCollection(call, after.parent)).data;
  await call.records.removeAll(changes, parent, revisionKey(Math.max(0, after.version - historySize)));
  await planDeadline(call, after);
  const type =
    how === "replaced" || how === "merged" || how === "mutated" ? "document.updated" : (`document.${how}` as const);
  await announce(call, {
    type,
    channels: [`document:${after.parent}:${after.id}`],
    data: change,
    pushed: data,
    byClock,
  });
}
