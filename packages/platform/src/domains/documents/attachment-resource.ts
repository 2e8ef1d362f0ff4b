import type { Call } from "../../handler.js";
import type * as contract from "../../gen/types.gen.js";
import type { Plain } from "../../json/plain.js";
import type { Kept, Resource } from "../../resource/resource.js";
import { times } from "../../resource/times.js";
import { kind } from "../../store/store.js";

type Attachment = Plain<contract.Attachment>;

/** What is kept of an attachment. The id and the key are its name, the parent is `partsOf` the document. */
export type AttachmentData = Kept<Attachment, "name">;

/** A piece of an attachment's bytes, base64. The parent is `chunksOf` the attachment, the key its place. */
interface ChunkData {
  readonly bytes: string;
}

/** Attachments as answers show them. */
export const attachment: Resource<AttachmentData, Attachment> = {
  kind: kind<AttachmentData>("attachment"),
  noun: "attachment",
  present: (record) => ({ name: record.id, ...record.data, ...times(record) }),
};
const chunks = kind<ChunkData>("attachment-chunk");
const chunkBytes = 1024 * 1024;

/** Which attachment. */
export interface AttachmentAt {
  readonly parent: string;
  readonly name: string;
}

/** Stores the bytes of an attachment in place of those it had. */
export async function writeBytes(call: Call, at: AttachmentAt, bytes: Uint8Array): Promise<void> {
  await removeBytes(call, at);
  for (let index = 0; index * chunkBytes < bytes.length; index++) {
    const part = Buffer.from(bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes));
    const data = { bytes: part.toString("base64") };
    await call.records.insert(chunks, { id: String(index), parent: chunksOf(at), key: chunkKey(index), data });
  }
}

/** The bytes from `first` up to and without `end`. Reads no more of the store than it must. */
export async function readBytes(
  call: Call,
  at: AttachmentAt,
  [first, end]: readonly [number, number],
): Promise<Buffer> {
  const start = Math.floor(first / chunkBytes);
  const limit = Math.ceil(end / chunkBytes) - start;
  if (limit <= 0) return Buffer.alloc(0);
  const after = start === 0 ? "" : chunkKey(start - 1);
  const parts = await call.records.list(chunks, { parent: chunksOf(at), by: "key", order: "asc", after, limit });
  const bytes = Buffer.concat(parts.map(({ data }) => Buffer.from(data.bytes, "base64")));
  return bytes.subarray(first - start * chunkBytes, end - start * chunkBytes);
}

/** Removes the bytes of an attachment. */
export async function removeBytes(call: Call, at: AttachmentAt): Promise<void> {
  await call.records.removeAll(chunks, chunksOf(at));
}

/** Removes all attachments of a document, with their bytes. */
export async function removeAttachments(call: Call, parent: string): Promise<void> {
  const page = 100;
  for (;;) {
    const found = await call.records.list(attachment.kind, { parent, order: "asc", limit: page });
    for (const { id } of found) {
      await removeBytes(call, { parent, name: id });
      await call.records.remove(attachment.kind, id, parent);
    }
    if (found.length < page) return;
  }
}

function chunksOf({ parent, name }: AttachmentAt): string {
  return `${parent}/${name}`;
}

function chunkKey(index: number): string {
  return String(index).padStart(6, "0");
}
