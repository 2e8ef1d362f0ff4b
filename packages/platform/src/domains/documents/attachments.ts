import { createHash } from "node:crypto";
import type { Answer, Call, Handlers } from "../../handler.js";
import { problem } from "../../problem/platform-error.js";
import { filterLimits } from "../../http/admit.js";
import { listResource } from "../../resource/list.js";
import { checkVersion } from "../../resource/read.js";
import type { Resource } from "../../resource/resource.js";
import { times } from "../../resource/times.js";
import { Access } from "../../security/access.js";
import { kind, type StoredRecord } from "../../store/store.js";
import { changesOf, loadDocument } from "./document-resource.js";

interface AttachmentData {
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
}

const attachment: Resource<AttachmentData> = {
  kind: kind<AttachmentData>("attachment"),
  noun: "attachment",
  present: (record) => ({ name: record.id, ...record.data, ...times(record) }),
};
/** The bytes, base64; apart from the rest so that a list does not read them. */
const contents = kind<{ readonly bytes: string }>("attachment-content");

/** Files kept with a document. */
export const attachmentHandlers: Handlers = {
  "documents.attachments.list": list,
  "documents.attachments.get": get,
  "documents.attachments.delete": remove,
  "documents.attachments.download": download,
  "documents.attachments.upload": upload,
};

async function list(call: Call): Promise<Answer> {
  const everything = Access.of([], [], filterLimits(call));
  return listResource({ ...call, access: everything }, attachment, {
    parent: await parentOf(call),
    by: "key",
    order: "asc",
  });
}

async function get(call: Call): Promise<Answer> {
  const record = await load(call);
  return { status: 200, body: attachment.present(record), version: record.version };
}

async function remove(call: Call): Promise<Answer> {
  const record = await load(call);
  checkVersion(call, record);
  await call.records.remove(attachment.kind, record.id, record.parent);
  await call.records.remove(contents, record.id, record.parent);
  return { status: 204 };
}

async function upload(call: Call): Promise<Answer> {
  const parent = await parentOf(call);
  const name = call.path["attachment"] ?? "";
  const bytes = call.body.type === "bytes" ? call.body.bytes : new Uint8Array();
  const before = await call.records.get(attachment.kind, name, parent);
  if (before !== undefined || typeof call.headers["if-match"] === "string")
    checkVersion(call, before ?? { version: 0 });
  const data: AttachmentData = {
    contentType: call.body.type === "bytes" ? call.body.mediaType : "application/octet-stream",
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
  const content = { bytes: Buffer.from(bytes).toString("base64") };
  if (before !== undefined) {
    await call.records.update(contents, name, { data: content }, parent);
    const record = await call.records.update(attachment.kind, name, { data }, parent);
    return { status: 200, body: attachment.present(record), version: record.version };
  }
  await call.records.insert(contents, { id: name, parent, data: content });
  const record = await call.records.insert(attachment.kind, { id: name, parent, key: name, data });
  const { collection = "", document = "" } = call.path;
  const location = call.contract.link("documents.attachments.get", { collection, document, attachment: name });
  return { status: 201, body: attachment.present(record), version: record.version, headers: { Location: location } };
}

async function download(call: Call): Promise<Answer> {
  const record = await load(call);
  const content = await call.records.get(contents, record.id, record.parent);
  const bytes = Buffer.from(content?.data.bytes ?? "", "base64");
  const answer = { version: record.version, headers: { "Accept-Ranges": "bytes" } };
  const { range } = call.headers;
  if (typeof range !== "string")
    return { ...answer, status: 200, content: { mediaType: record.data.contentType, bytes } };
  const part = readRange(range, bytes.length);
  if (part === undefined)
    return { ...answer, status: 416, headers: { ...answer.headers, "Content-Range": `bytes */${bytes.length}` } };
  const headers = { ...answer.headers, "Content-Range": `bytes ${part.first}-${part.last}/${bytes.length}` };
  return {
    ...answer,
    status: 206,
    headers,
    content: { mediaType: record.data.contentType, bytes: bytes.subarray(part.first, part.last + 1) },
  };
}

/** The bytes that a range asks for (RFC 9110 section 14.1.2); nothing if it lies outside. */
function readRange(range: string, size: number): { readonly first: number; readonly last: number } | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/u.exec(range) ?? [];
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return first <= last && first < size ? { first, last } : undefined;
}

async function load(call: Call): Promise<StoredRecord<AttachmentData>> {
  const record = await call.records.get(attachment.kind, call.path["attachment"] ?? "", await parentOf(call));
  if (record === undefined) throw problem("not_found", "The document has no such attachment.");
  return record;
}

/** The document that the path names, which must be there. A token that may only create reaches its user's own. */
async function parentOf(call: Call): Promise<string> {
  const { id, parent: collection } = await loadDocument(call, { deleted: false });
  return changesOf({ collection, id });
}
