import { instant } from "../../clock.js";
import type * as contract from "../../gen/types.gen.js";
import type { Answer, Call } from "../../handler.js";
import { diff } from "../../json/diff.js";
import type { JsonObject } from "../../json/json.js";
import { mergeObjects } from "../../json/merge-patch.js";
import type { Plain } from "../../json/plain.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import { userOf } from "../../resource/owner.js";
import { answerResource, checkVersion, type ResourceAnswer } from "../../resource/read.js";
import { answerCreated, insertRecord, requireAllowed } from "../../resource/write.js";
import type { StoredRecord } from "../../store/store.js";
import { countDocuments, ensureCollection } from "./collection-resource.js";
import { document, type DocumentData, isGone, loadDocument } from "./document-resource.js";
import { mutate } from "./mutate.js";
import { settledDocuments } from "./settle-documents.js";
import { type DocumentWrite, recordChange, requireSize, writeDocument } from "./write-document.js";

/** Documents: shared JSON objects with revisions. */
export const documentHandlers = settledDocuments<"documents">({
  "documents.list": list,
  "documents.create": create,
  "documents.get": async (call) =>
    answerResource(call, document, await loadDocument(call, { deleted: call.query.deleted })),
  "documents.replace": (call) =>
    write(call, ({ data }) => ({ kind: "replaced", data: { ...data, ...changed(call, data, (next) => next) } })),
  "documents.merge": (call) =>
    write(call, ({ data }) => ({
      kind: "merged",
      data: { ...data, ...changed(call, data, (patch) => mergeObjects(data.data, patch)) },
    })),
  "documents.mutate": (call) =>
    write(call, ({ data }) => ({
      kind: "mutated",
      data: { ...data, data: mutate(data.data, call.body.value.mutations, call.contract.limits.bodyBytes) },
    })),
  "documents.delete": (call) =>
    write(call, ({ data }) => ({ kind: "deleted", data: { ...data, deletedAt: call.clock() } })),
  "documents.restore": restore,
});

function list(call: Call<"documents.list">): Promise<Answer<"documents.list">> {
  const { deleted, prefix = "" } = call.query;
  const time = (value: string | null) => (value === null ? null : Date.parse(value));
  return listResource(call, document, {
    parent: call.path.collection,
    where: ({ id, deletedAt, expiresAt }) =>
      (deleted || !isGone({ deletedAt: time(deletedAt), expiresAt: time(expiresAt) }, call.clock())) &&
      id.startsWith(prefix),
  });
}

async function create(call: Call<"documents.create">): Promise<Answer<"documents.create">> {
  const body = call.body.value;
  requireSize(call, body.data);
  const collection = await ensureCollection(call, call.path.collection);
  const { lifetimeSeconds } = collection.data;
  const lifetime = lifetimeSeconds === null ? null : call.clock() + lifetimeSeconds * 1000;
  const id = body.id ?? call.ids("doc");
  const data = { data: body.data, expiresAt: timeIn(body.expiresAt, lifetime), deletedAt: null, userId: userOf(call) };
  const record = await insertRecord(call, document, { id, parent: collection.id, data });
  await countDocuments(call, collection.id, 1);
  await recordChange(call, { before: {}, after: record, kind: "created" });
  const location = call.contract.link("documents.get", { collection: collection.id, document: id });
  return answerCreated(call, document, record, location);
}

async function restore(call: Call<"documents.restore">): Promise<Answer<"documents.restore">> {
  const record = await loadDocument(call, { deleted: true });
  if (record.data.deletedAt === null) throw problem("conflict", "The document was not deleted.");
  const ahead = ({ expiresAt }: DocumentData) => (expiresAt !== null && expiresAt > call.clock() ? expiresAt : null);
  return write(call, ({ data }) => ({ kind: "restored", data: { ...data, deletedAt: null, expiresAt: ahead(data) } }), {
    deleted: true,
  });
}

type Revision = Plain<contract.DocumentRevision>;
type Write = `documents.${"replace" | "merge" | "mutate" | "delete" | "restore"}`;

/** A write of every kind: the document is there, `If-Match` holds, and what comes back is what `returnMode` asks for. */
async function write(
  call: Call<Write>,
  change: (record: StoredRecord<DocumentData>) => DocumentWrite,
  options = { deleted: false },
): Promise<ResourceAnswer<Revision>> {
  const before = await loadDocument(call, options);
  checkVersion(call, before);
  const after = await writeDocument(call, before, change(before));
  const shown = document.present(after);
  requireAllowed(call, shown, document.noun);
  const { data, ...rest } = shown;
  const mode = "returnMode" in call.query ? call.query.returnMode : "full";
  const body: Revision = {
    ...rest,
    previousRevision: before.version,
    ...(mode !== "diff" && { data }),
    ...(mode !== "full" && { diff: diff(before.data.data, after.data.data) }),
  };
  return { status: 200, body: call.access.show(body, shown), version: after.version };
}

function changed(
  call: Call<"documents.replace" | "documents.merge">,
  before: DocumentData,
  apply: (data: JsonObject) => JsonObject,
): Pick<DocumentData, "data" | "expiresAt"> {
  const body = call.body.value;
  return {
    data: body.data === undefined ? before.data : apply(body.data),
    expiresAt: timeIn(body.expiresAt, before.expiresAt),
  };
}

function timeIn(text: string | null | undefined, otherwise: number | null): number | null {
  if (text === undefined) return otherwise;
  return text === null ? null : instant(text);
}
