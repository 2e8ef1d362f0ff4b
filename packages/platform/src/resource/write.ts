import type { Call } from "../handler.js";
import type { JsonObject } from "../json/json.js";
import { problem } from "../problem/platform-error.js";
import type { NewRecord, RecordChange, StoredRecord } from "../store/store.js";
import { answerResource, checkVersion, requireRecord, type ResourceAnswer } from "./read.js";
import type { At, Resource } from "./resource.js";

/** Throws `forbidden` if the caller's grants do not reach the resource as it would become. */
export function requireAllowed(call: Call, resource: JsonObject, noun: string): void {
  if (!call.access.allows(resource))
    throw problem("forbidden", `The caller's grants do not reach a ${noun} like this.`);
}

/** Inserts a record that the caller's grants reach. Throws `already_exists` or `forbidden`. */
export async function insertRecord<Data extends object>(
  call: Call,
  resource: Resource<Data>,
  record: NewRecord<Data>,
): Promise<StoredRecord<Data>> {
  const inserted = await call.records.insert(resource.kind, record);
  requireAllowed(call, resource.present(inserted), resource.noun);
  return inserted;
}

/** The answer to what made a resource: 201, `ETag`, and `Location` of the operation that reads it. */
export interface CreatedAnswer<Shown extends JsonObject> extends ResourceAnswer<Shown, 201> {
  readonly headers: { readonly location: string };
}

/** Creates a resource and answers with it. */
export async function createResource<Data extends object, Shown extends JsonObject>(
  call: Call,
  resource: Resource<Data, Shown>,
  record: NewRecord<Data> & { readonly location: string },
): Promise<CreatedAnswer<Shown>> {
  const { location, ...data } = record;
  return answerCreated(call, resource, await insertRecord(call, resource, data), location);
}

/** The answer to a record that was just made. */
export function answerCreated<Data extends object, Shown extends JsonObject>(
  call: Call,
  resource: Resource<Data, Shown>,
  record: StoredRecord<Data>,
  location: string,
): CreatedAnswer<Shown> {
  return { ...answerResource(call, resource, record, 201), headers: { location } };
}

/**
 * Changes a resource after the checks of every write: it exists for the caller, `If-Match` holds, and the caller's grants reach
 * the result. `change` gets the current record and returns the new data.
 */
export async function updateRecord<Data extends object>(
  call: Call,
  resource: Resource<Data>,
  at: At,
  change: (record: StoredRecord<Data>) => RecordChange<Data> | Promise<RecordChange<Data>>,
): Promise<StoredRecord<Data>> {
  const before = await requireRecord(call, resource, at);
  checkVersion(call, before);
  const after = await call.records.update(resource.kind, at.id, await change(before), at.parent);
  requireAllowed(call, resource.present(after), resource.noun);
  return after;
}

/** Changes a resource and answers with it. */
export async function updateResource<Data extends object, Shown extends JsonObject>(
  call: Call,
  resource: Resource<Data, Shown>,
  at: At,
  change: (record: StoredRecord<Data>) => RecordChange<Data> | Promise<RecordChange<Data>>,
): Promise<ResourceAnswer<Shown>> {
  return answerResource(call, resource, await updateRecord(call, resource, at, change));
}

/** Deletes a resource: 204. `before` removes what belongs to it. */
export async function deleteResource<Data extends object>(
  call: Call,
  resource: Resource<Data>,
  at: At,
  before?: (record: StoredRecord<Data>) => Promise<void>,
): Promise<{ readonly status: 204 }> {
  const record = await requireRecord(call, resource, at);
  checkVersion(call, record);
  await before?.(record);
  await call.records.remove(resource.kind, at.id, at.parent);
  return { status: 204 };
}
