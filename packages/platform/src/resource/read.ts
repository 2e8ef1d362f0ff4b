import type { Call } from "../handler.js";
import type { JsonObject } from "../json/json.js";
import { problem } from "../problem/platform-error.js";
import type { StoredRecord } from "../store/store.js";
import type { At, Resource } from "./resource.js";

/** An answer that shows a resource. */
export interface ResourceAnswer<Shown extends JsonObject, Status extends number = 200> {
  readonly status: Status;
  readonly body: Shown;
  readonly version: number;
}

/** A record that exists for the caller. Throws `not_found`, also where the grants hide it. */
export async function requireRecord<Data extends object>(
  call: Call,
  resource: Resource<Data>,
  at: At,
): Promise<StoredRecord<Data>> {
  const record = await call.records.get(resource.kind, at.id, at.parent);
  if (record === undefined || !call.access.allows(resource.present(record))) {
    throw problem("not_found", `There is no such ${resource.noun} in this project.`);
  }
  return record;
}

/** Answers with one resource. */
export async function getResource<Data extends object, Shown extends JsonObject>(
  call: Call,
  resource: Resource<Data, Shown>,
  at: At,
): Promise<ResourceAnswer<Shown>> {
  return answerResource(call, resource, await requireRecord(call, resource, at));
}

/** The answer that shows a record, with its version: 200 unless `status` says otherwise. */
export function answerResource<Data extends object, Shown extends JsonObject>(
  call: Call,
  resource: Resource<Data, Shown>,
  record: StoredRecord<Data>,
): ResourceAnswer<Shown>;
export function answerResource<Data extends object, Shown extends JsonObject, Status extends number>(
  call: Call,
  resource: Resource<Data, Shown>,
  record: StoredRecord<Data>,
  status: Status,
): ResourceAnswer<Shown, Status>;
export function answerResource<Data extends object, Shown extends JsonObject>(
  call: Call,
  resource: Resource<Data, Shown>,
  record: StoredRecord<Data>,
  status = 200,
): ResourceAnswer<Shown, number> {
  return { status, body: call.access.show(resource.present(record)), version: record.version };
}

/** Compares `If-Match` with the current version. Throws `version_conflict`. */
export function checkVersion(call: Call, current: { readonly version: number }): void {
  const wanted = call.headers["if-match"];
  if (typeof wanted !== "string" || wanted === "*" || wanted === `"${current.version}"`) return;
  throw problem(
    "version_conflict",
    `The resource is at version ${current.version} and If-Match says ${wanted}. Read it again and repeat the change.`,
  );
}
