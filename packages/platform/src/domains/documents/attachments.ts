import { createHash } from "node:crypto";
import type { Answer, Call } from "../../handler.js";
import { filterLimits } from "../../http/admit.js";
import type { JsonObject } from "../../json/json.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import { userOf } from "../../resource/owner.js";
import { checkVersion } from "../../resource/read.js";
import { Access } from "../../security/access.js";
import { grantLists } from "../../security/caller.js";
import type { StoredRecord } from "../../store/store.js";
import { attachment, type AttachmentData, readBytes, removeBytes, writeBytes } from "./attachment-resource.js";
import { readByteRange } from "./byte-range.js";
import { document, loadDocument, partsOf } from "./document-resource.js";
import { settledDocuments } from "./settle-documents.js";

/** Files kept with a document. */
export const attachmentHandlers = settledDocuments<"documents.attachments">({
  "documents.attachments.list": list,
  "documents.attachments.get": get,
  "documents.attachments.delete": remove,
  "documents.attachments.download": download,
  "documents.attachments.upload": upload,
});

type One = `documents.attachments.${"get" | "delete" | "download" | "upload"}`;

/** The document of the path, as far as its attachments need it. */
interface Owner {
  readonly parent: string;
  /** What the grants are about. */
  readonly subject: JsonObject;
  readonly userId: string | null;
}

async function ownerOf(call: Call<One | "documents.attachments.list">): Promise<Owner> {
  const record = await loadDocument(call, { deleted: false });
  return { parent: partsOf(record), subject: document.present(record), userId: record.data.userId };
}

async function list(call: Call<"documents.attachments.list">): Promise<Answer<"documents.attachments.list">> {
  const { parent, subject } = await ownerOf(call);
  return listResource(call, attachment, { parent, by: "key", order: "asc", subject: async () => subject });
}

async function get(call: Call<"documents.attachments.get">): Promise<Answer<"documents.attachments.get">> {
  const { subject, record } = await load(call);
  return answer(call, subject, record);
}

async function remove(call: Call<"documents.attachments.delete">): Promise<Answer<"documents.attachments.delete">> {
  const { record } = await load(call);
  checkVersion(call, record);
  await removeBytes(call, { parent: record.parent, name: record.id });
  await call.records.remove(attachment.kind, record.id, record.parent);
  return { status: 204 };
}

async function upload(call: Call<"documents.attachments.upload">): Promise<Answer<"documents.attachments.upload">> {
  const { collection, document: id, attachment: name } = call.path;
  const { parent, subject, userId } = await ownerOf(call);
  const before = await call.records.get(attachment.kind, name, parent);
  if (!mayWrite(call)) requireOwnNew(call, { userId, exists: before !== undefined });
  if (before !== undefined || call.headers["if-match"] !== undefined) checkVersion(call, before ?? { version: 0 });
  const { bytes, mediaType } = call.body;
  const data: AttachmentData = {
    contentType: mediaType,
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
  await writeBytes(call, { parent, name }, bytes);
  if (before !== undefined) {
    return answer(call, subject, await call.records.update(attachment.kind, name, { data }, parent));
  }
  const record = await call.records.insert(attachment.kind, { id: name, parent, key: name, data });
  const location = call.contract.link("documents.attachments.get", { collection, document: id, attachment: name });
  return { ...answer(call, subject, record), status: 201, headers: { location } };
}

/** Whether the token holds `documents:write`; the operation also takes one with `documents:create` alone. */
function mayWrite(call: Call): boolean {
  if (call.caller.type === "anonymous") return false;
  return Access.of(["documents:write"], grantLists(call.caller), filterLimits(call)).granted;
}

/** A token that may only create adds new files to what its own user created, and learns of nothing else. */
function requireOwnNew(
  call: Call,
  { userId, exists }: { readonly userId: string | null; readonly exists: boolean },
): void {
  const user = userOf(call);
  if (user === null || user !== userId) throw problem("not_found", "There is no such document of this user.");
  if (exists) throw problem("forbidden", "With documents:create alone a file cannot be replaced. Choose another name.");
}

async function download(
  call: Call<"documents.attachments.download">,
): Promise<Answer<"documents.attachments.download">> {
  const { record } = await load(call);
  const { size, contentType } = record.data;
  const range = readByteRange(call.headers.range, size);
  if (range.type === "outside") {
    const headers = { "Content-Range": `bytes */${size}` };
    throw problem("range_not_satisfiable", `The file has ${size} bytes.`, { headers });
  }
  const [first, end] = range.type === "part" ? [range.first, range.end] : [0, size];
  const bytes = await readBytes(call, { parent: record.parent, name: record.id }, [first, end]);
  const headers = {
    "accept-ranges": "bytes",
    // What somebody uploaded must not run as a page of this origin.
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(record.id)}`,
    "x-content-type-options": "nosniff",
  };
  const file = { version: record.version, content: { mediaType: contentType, bytes } };
  if (range.type === "all") return { status: 200, ...file, headers };
  return { status: 206, ...file, headers: { ...headers, "content-range": `bytes ${first}-${end - 1}/${size}` } };
}

async function load(
  call: Call<One>,
): Promise<{ readonly subject: JsonObject; readonly record: StoredRecord<AttachmentData> }> {
  const { parent, subject } = await ownerOf(call);
  const record = await call.records.get(attachment.kind, call.path.attachment, parent);
  if (record === undefined) throw problem("not_found", "The document has no such attachment.");
  return { subject, record };
}

function answer(call: Call, subject: JsonObject, record: StoredRecord<AttachmentData>) {
  return { status: 200 as const, body: call.access.show(attachment.present(record), subject), version: record.version };
}
