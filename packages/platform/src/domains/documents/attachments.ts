import { createHash } from "node:crypto";
import type { Answer, Call, Handlers } from "../../handler.js";
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
export const attachmentHandlers: Handlers = settledDocuments({
  "documents.attachments.list": list,
  "documents.attachments.get": get,
  "documents.attachments.delete": remove,
  "documents.attachments.download": download,
  "documents.attachments.upload": upload,
});

/** The document of the path, as far as its attachments need it. */
interface Owner {
  readonly parent: string;
  /** What the grants are about. */
  readonly subject: JsonObject;
  readonly userId: string | null;
}

async function ownerOf(call: Call): Promise<Owner> {
  const record = await loadDocument(call, { deleted: false });
  return { parent: partsOf(record), subject: document.present(record), userId: record.data.userId };
}

async function list(call: Call): Promise<Answer> {
  const { parent, subject } = await ownerOf(call);
  return listResource(call, attachment, { parent, by: "key", order: "asc", subject: async () => subject });
}

async function get(call: Call): Promise<Answer> {
  const { subject, record } = await load(call);
  return answer(call, subject, record);
}

async function remove(call: Call): Promise<Answer> {
  const { record } = await load(call);
  checkVersion(call, record);
  await removeBytes(call, { parent: record.parent, name: record.id });
  await call.records.remove(attachment.kind, record.id, record.parent);
  return { status: 204 };
}

async function upload(call: Call): Promise<Answer> {
  const name = call.path["attachment"] ?? "";
  const { parent, subject, userId } = await ownerOf(call);
  const before = await call.records.get(attachment.kind, name, parent);
  if (!mayWrite(call)) requireOwnNew(call, { userId, exists: before !== undefined });
  if (before !== undefined || typeof call.headers["if-match"] === "string")
    checkVersion(call, before ?? { version: 0 });
  const bytes = call.body.type === "bytes" ? call.body.bytes : new Uint8Array();
  const data: AttachmentData = {
    contentType: call.body.type === "bytes" ? call.body.mediaType : "application/octet-stream",
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
  await writeBytes(call, { parent, name }, bytes);
  if (before !== undefined) {
    return answer(call, subject, await call.records.update(attachment.kind, name, { data }, parent));
  }
  const record = await call.records.insert(attachment.kind, { id: name, parent, key: name, data });
  const { collection = "", document: id = "" } = call.path;
  const location = call.contract.link("documents.attachments.get", { collection, document: id, attachment: name });
  return { ...answer(call, subject, record), status: 201, headers: { Location: location } };
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

async function download(call: Call): Promise<Answer> {
  const { record } = await load(call);
  const { size, contentType } = record.data;
  const { range: header } = call.headers;
  const range = readByteRange(typeof header === "string" ? header : undefined, size);
  if (range.type === "outside") {
    const headers = { "Content-Range": `bytes */${size}` };
    throw problem("range_not_satisfiable", `The file has ${size} bytes.`, { headers });
  }
  const [first, end] = range.type === "part" ? [range.first, range.end] : [0, size];
  const bytes = await readBytes(call, { parent: record.parent, name: record.id }, [first, end]);
  return {
    status: range.type === "part" ? 206 : 200,
    version: record.version,
    headers: {
      "Accept-Ranges": "bytes",
      // What somebody uploaded must not run as a page of this origin.
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(record.id)}`,
      "X-Content-Type-Options": "nosniff",
      ...(range.type === "part" && { "Content-Range": `bytes ${first}-${end - 1}/${size}` }),
    },
    content: { mediaType: contentType, bytes },
  };
}

async function load(
  call: Call,
): Promise<{ readonly subject: JsonObject; readonly record: StoredRecord<AttachmentData> }> {
  const { parent, subject } = await ownerOf(call);
  const record = await call.records.get(attachment.kind, call.path["attachment"] ?? "", parent);
  if (record === undefined) throw problem("not_found", "The document has no such attachment.");
  return { subject, record };
}

function answer(call: Call, subject: JsonObject, record: StoredRecord<AttachmentData>): Answer {
  return { status: 200, body: call.access.show(attachment.present(record), subject), version: record.version };
}
