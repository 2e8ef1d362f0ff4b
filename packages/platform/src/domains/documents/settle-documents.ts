import { settledBy, type Call, type HandlersOf, type ResourceName } from "../../handler.js";
import { removeAttachments } from "./attachment-resource.js";
import { type DeadlineData, dropDeadline, dueDeadlines } from "./document-deadlines.js";
import { changes, documents, partsOf } from "./document-resource.js";
import { writeDocument } from "./write-document.js";

/** Handlers before which documents whose time is over expire, and those deleted long ago are forgotten. */
export function settledDocuments<Of extends ResourceName>(handlers: HandlersOf<Of>): HandlersOf<Of> {
  return settledBy(settle, handlers);
}

async function settle(call: Call): Promise<void> {
  for (const deadline of await dueDeadlines(call)) await meet(call, deadline);
}

async function meet(call: Call, { collection, document }: DeadlineData): Promise<void> {
  const record = await call.records.get(documents, document, collection);
  if (record !== undefined && record.data.deletedAt === null) {
    await writeDocument(call, record, { kind: "expired", data: { ...record.data, deletedAt: record.data.expiresAt } });
    return;
  }
  const parts = partsOf({ parent: collection, id: document });
  await removeAttachments(call, parts);
  await call.records.removeAll(changes, parts);
  await call.records.remove(documents, document, collection);
  await dropDeadline(call, parts);
}
