import { instant } from "../../clock.js";
import type { Answer, Call, Handlers } from "../../handler.js";
import { diff } from "../../json/diff.js";
import type { Json, JsonObject } from "../../json/json.js";
import { mergeObjects } from "../../json/merge-patch.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import { userOf } from "../../resource/owner.js";
import { answerResource, checkVersion } from "../../resource/read.js";
import { bodyObject, insertRecord, requireAllowed } from "../../resource/write.js";
import type { StoredRecord } from "../../store/store.js";
import { countDocuments, ensureCollection } from "./collection-resource.js";
import { document, type DocumentData, isGone, loadDocument } from "./document-resource.js";
import { mutate, type Mutation } from "./mutate.js";
import { settledDocuments } from "./settle-documents.js";
import { type DocumentWrite, recordChange, requireSize, writeDocument } from "./write-document.js";

/** Documents: shared JSON objects with revisions. */
export const documentHandlers: Handlers = settledDocuments({
  "documents.list": list,
  "documents.create": create,
  "documents.get": async (call) =>
    answerResource(call, document, await loadDocument(call, { deleted: call.query["deleted"] === true })),
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
      data: { ...data, data: mutate(data.data, mutationsIn(call), call.contract.limits.bodyBytes) },
    })),
  "documents.delete": (call) =>
    write(call, ({ data }) => ({ kind: "deleted", data: { ...data, deletedAt: call.clock() } })),
  "documents.restore": restore,
});

function list(call: Call): Promise<Answer> {
  const { deleted, prefix } = call.query;
  const time = (value: Json | undefined) => (typeof value === "string" ? Date.parse(value) : null);
  return listResource(call, document, {
    parent: call.path["collection"] ?? "",
    where: ({ id, deletedAt, expiresAt }) =>
      (deleted === true || !isGone({ deletedAt: time(deletedAt), expiresAt: time(expiresAt) }, call.clock())) &&
      (typeof prefix !== "string" || String(id).startsWith(prefix)),
  });
}

async function create(call: Call): Promise<Answer> {
  const body = bodyObject(call) as {
    readonly id?: string;
    readonly data: JsonObject;
    readonly expiresAt?: string | null;
  };
  requireSize(call, body.data);
  const collection = await ensureCollection(call, call.path["collection"] ?? "");
  const { lifetimeSeconds } = collection.data;
  const lifetime = lifetimeSeconds === null ? null : call.clock() + lifetimeSeconds * 1000;
  const id = body.id ?? call.ids("doc");
  const data = { data: body.data, expiresAt: timeIn(body.expiresAt, lifetime), deletedAt: null, userId: userOf(call) };
  const record = await insertRecord(call, document, { id, parent: collection.id, data });
  await countDocuments(call, collection.id, 1);
  await recordChange(call, { before: {}, after: record, kind: "created" });
  const location = call.contract.link("documents.get", { collection: collection.id, document: id });
  return { ...answerResource(call, document, record, 201), headers: { Location: location } };
}

async function restore(call: Call): Promise<Answer> {
  const record = await loadDocument(call, { deleted: true });
  if (record.data.deletedAt === null) throw problem("conflict", "The document was not deleted.");
  const ahead = ({ expiresAt }: DocumentData) => (expiresAt !== null && expiresAt > call.clock() ? expiresAt : null);
  return write(call, ({ data }) => ({ kind: "restored", data: { ...data, deletedAt: null, expiresAt: ahead(data) } }), {
    deleted: true,
  });
}

/** A write of every kind: the document is there, `If-Match` holds, and what comes back is what `returnMode` asks for. */
async function write(
  call: Call,
  change: (record: StoredRecord<DocumentData>) => DocumentWrite,
  options = { deleted: false },
): Promise<Answer> {
  const before = await loadDocument(call, options);
  checkVersion(call, before);
  const after = await writeDocument(call, before, change(before));
  const shown = document.present(after);
  requireAllowed(call, shown, document.noun);
  const { data, ...rest } = shown;
  const mode = call.query["returnMode"] ?? "full";
  const body = {
    ...rest,
    previousRevision: before.version,
    ...(mode !== "diff" && data !== undefined && { data }),
    ...(mode !== "full" && { diff: diff(before.data.data, after.data.data).map((step) => ({ ...step })) }),
  };
  return { status: 200, body: call.access.show(body, shown), version: after.version };
}

function changed(
  call: Call,
  before: DocumentData,
  apply: (data: JsonObject) => JsonObject,
): Pick<DocumentData, "data" | "expiresAt"> {
  const body = bodyObject(call) as { readonly data?: JsonObject; readonly expiresAt?: string | null };
  return {
    data: body.data === undefined ? before.data : apply(body.data),
    expiresAt: timeIn(body.expiresAt, before.expiresAt),
  };
}

function timeIn(text: string | null | undefined, otherwise: number | null): number | null {
  if (text === undefined) return otherwise;
  return text === null ? null : instant(text);
}

function mutationsIn(call: Call): readonly Mutation[] {
  return (bodyObject(call) as unknown as { readonly mutations: readonly Mutation[] }).mutations;
}
