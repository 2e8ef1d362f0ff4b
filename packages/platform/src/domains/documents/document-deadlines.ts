import { timestamp } from "../../clock.js";
import type { Call } from "../../handler.js";
import { kind, type StoredRecord } from "../../store/store.js";
import { type DocumentData, partsOf } from "./document-resource.js";

/** When a document expires or, once deleted, is forgotten. The id is `partsOf` the document, the key sorts by time. */
export interface DeadlineData {
  readonly collection: string;
  readonly document: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const deadlines = kind<DeadlineData>("document-deadline");
const deletedKeptMs = 30 * 86_400_000;
const maxAtOnce = 100;

/** Sets, moves or drops the time at which something happens to a document by itself. */
export async function planDeadline(call: Call, record: StoredRecord<DocumentData>): Promise<void> {
  const { expiresAt, deletedAt } = record.data;
  const at = deletedAt === null ? expiresAt : deletedAt + deletedKeptMs;
  const id = partsOf(record);
  await dropDeadline(call, id);
  if (at === null) return;
  const data = { collection: record.parent, document: record.id, at };
  await call.records.insert(deadlines, { id, key: `${timestamp(at)} ${id}`, data });
}

/** Drops the time at which something happens to a document. */
export async function dropDeadline(call: Call, id: string): Promise<void> {
  await call.records.remove(deadlines, id);
}

/** What is due, the earliest first; a backlog is worked off over several calls. */
export async function dueDeadlines(call: Call): Promise<readonly DeadlineData[]> {
  const first = await call.records.list(deadlines, { by: "key", order: "asc", limit: maxAtOnce });
  return first.map(({ data }) => data).filter(({ at }) => at <= call.clock());
}
