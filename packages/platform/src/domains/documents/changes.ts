import type { Answer, Call, Handlers } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import { problem } from "../../problem/platform-error.js";
import { Access } from "../../security/access.js";
import { filterLimits } from "../../http/admit.js";
import { listResource } from "../../resource/list.js";
import { listValues } from "../../resource/list-values.js";
import type { Resource } from "../../resource/resource.js";
import { presentMember } from "../channels/members.js";
import { projectOf } from "../channels/channel-resource.js";
import { type ChangeData, changes, changesOf, loadDocument } from "./document-resource.js";

/** The history of a document, and who watches it. */
export const documentHistoryHandlers: Handlers = {
  "documents.changes.list": listChanges,
  "documents.members.list": listMembers,
};

async function listChanges(call: Call): Promise<Answer> {
  const { id, parent: collection } = await loadDocument(call, { deleted: true });
  const at = changesOf({ collection, id });
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
  return listResource({ ...call, access: everything(call) }, change, {
    parent: at,
    by: "key",
    where: (resource) => Number(resource["revision"]) > from,
  });
}

/** `diff` is always there; `data` unless only the difference is asked for. */
function present({ data, ...change }: ChangeData & { readonly data?: JsonObject[string] }, mode: string): JsonObject {
  return mode === "diff" || data === undefined ? change : { ...change, data };
}

async function listMembers(call: Call): Promise<Answer> {
  const { id, parent: collection } = await loadDocument(call, { deleted: false });
  const members = call.connections.members(projectOf(call), `document:${collection}:${id}`);
  const values = members.map((member) => ({ id: member.id, position: member.joinedAt, value: presentMember(member) }));
  return listValues({ ...call, access: everything(call) }, values);
}

/** The grants were about the document, which has been checked; not about its changes and members. */
function everything(call: Call): Access {
  return Access.of([], [], filterLimits(call));
}
