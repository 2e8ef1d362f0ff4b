import type { Answer, Call } from "../../handler.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import { listValues } from "../../resource/list-values.js";
import type { Resource } from "../../resource/resource.js";
import { presentMember } from "../../realtime/present-member.js";
import { projectOf } from "../channels/channel-resource.js";
import { type Change, changes, document, loadDocument, partsOf } from "./document-resource.js";
import { settledDocuments } from "./settle-documents.js";

/** The history of a document, and who watches it. */
export const documentHistoryHandlers = settledDocuments<"documents.changes" | "documents.members">({
  "documents.changes.list": listChanges,
  "documents.members.list": listMembers,
});

async function listChanges(call: Call<"documents.changes.list">): Promise<Answer<"documents.changes.list">> {
  const record = await loadDocument(call, { deleted: true });
  const at = partsOf(record);
  const { after, returnMode } = call.query;
  const from = after ?? 0;
  const [oldest] = await call.records.list(changes, { parent: at, by: "key", order: "asc", limit: 1 });
  if (after !== undefined && oldest !== undefined && from < oldest.data.revision - 1) {
    throw problem(
      "history_gone",
      `Changes before revision ${oldest.data.revision} are forgotten. Read the document, then go on from its revision.`,
    );
  }
  const change: Resource<Change, Change> = {
    kind: changes,
    noun: "change",
    present: ({ data }) => present(data, returnMode),
  };
  return listResource(call, change, {
    parent: at,
    by: "key",
    subject: async () => document.present(record),
    where: (resource) => resource.revision > from,
  });
}

/** `diff` is always there; `data` unless only the difference is asked for. */
function present({ data, ...change }: Change, mode: Call<"documents.changes.list">["query"]["returnMode"]): Change {
  return mode === "diff" || data === undefined ? change : { ...change, data };
}

async function listMembers(call: Call<"documents.members.list">): Promise<Answer<"documents.members.list">> {
  const record = await loadDocument(call, { deleted: false });
  const members = call.connections.presence.members({
    project: projectOf(call),
    channel: `document:${record.parent}:${record.id}`,
  });
  const values = members.map((member) => ({ id: member.id, position: member.joinedAt, value: presentMember(member) }));
  return listValues(call, values, document.present(record));
}
