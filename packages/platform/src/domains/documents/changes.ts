import type { Answer, Call, Handlers } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import { listValues } from "../../resource/list-values.js";
import type { Resource } from "../../resource/resource.js";
import { presentMember } from "../channels/members.js";
import { projectOf } from "../channels/channel-resource.js";
import { type ChangeData, changes, document, loadDocument, partsOf } from "./document-resource.js";
import { settledDocuments } from "./settle-documents.js";

/** The history of a document, and who watches it. */
export const documentHistoryHandlers: Handlers = settledDocuments({
  "documents.changes.list": listChanges,
  "documents.members.list": listMembers,
});

async function listChanges(call: Call): Promise<Answer> {
  const record = await loadDocument(call, { deleted: true });
  const at = partsOf(record);
  const { after, returnMode } = call.query;
  const from = Number(after ?? 0);
  const [oldest] = await call.records.list(changes, { parent: at, by: "key", order: "asc", limit: 1 });
  if (after !== undefined && oldest !== undefined && from < oldest.data.revision - 1) {
    throw problem(
      "history_gone",
      `Changes before revision ${oldest.data.revision} are forgotten. Read the document, then go on from its revision.`,
    );
  }
  const change: Resource<ChangeData> = {
    kind: changes,
    noun: "change",
    present: ({ data }) => present(data, returnMode === undefined ? "full" : String(returnMode)),
  };
  return listResource(call, change, {
    parent: at,
    by: "key",
    subject: async () => document.present(record),
    where: (resource) => Number(resource["revision"]) > from,
  });
}

/** `diff` is always there; `data` unless only the difference is asked for. */
function present({ data, ...change }: ChangeData & { readonly data?: JsonObject[string] }, mode: string): JsonObject {
  return mode === "diff" || data === undefined ? change : { ...change, data };
}

async function listMembers(call: Call): Promise<Answer> {
  const record = await loadDocument(call, { deleted: false });
  const members = call.connections.members(projectOf(call), `document:${record.parent}:${record.id}`);
  const values = members.map((member) => ({ id: member.id, position: member.joinedAt, value: presentMember(member) }));
  return listValues(call, values, document.present(record));
}
