import { filterLimits } from "../../http/admit.js";
import type { Call } from "../../handler.js";
import type * as contract from "../../gen/types.gen.js";
import type { Plain } from "../../json/plain.js";
import { problem } from "../../problem/platform-error.js";
import type { Kept, Resource } from "../../resource/resource.js";
import { times } from "../../resource/times.js";
import { Access } from "../../security/access.js";
import { grantLists } from "../../security/caller.js";
import { kind, type StoredRecord } from "../../store/store.js";
import { personOf } from "./person.js";

/** A user who makes and takes calls, as the contract has it. */
export type Subscriber = Plain<contract.Subscriber>;

/** A user who makes and takes calls. The record's key is the user. */
export type SubscriberData = Kept<Subscriber>;

/** Subscribers as answers show them. */
export const subscriber: Resource<SubscriberData, Subscriber> = {
  kind: kind<SubscriberData>("subscriber"),
  noun: "subscriber",
  present: (record) => ({ id: record.id, ...record.data, ...times(record) }),
};

/**
 * The subscriber of the path; `self` is that of the token's user. Who holds `subscribers:self` only has no other. Throws
 * `not_found`.
 */
export async function requireSubscriber(
  call: Call & { readonly path: { readonly subscriber: string } },
  scope: "subscribers:read" | "subscribers:write",
): Promise<StoredRecord<SubscriberData>> {
  const id = call.path.subscriber;
  const { userId } = personOf(call);
  const own = userId === null ? undefined : await call.records.find(subscriber.kind, userId);
  const record = id === "self" ? own : await call.records.get(subscriber.kind, id);
  if (
    record === undefined ||
    !(record.id === own?.id ? call.access.allows(subscriber.present(own)) : reaches(call, scope, record))
  ) {
    throw problem("not_found", "There is no such subscriber for this caller.");
  }
  return record;
}

function reaches(call: Call, scope: string, record: StoredRecord<SubscriberData>): boolean {
  if (call.caller.type === "anonymous") return false;
  return Access.of([scope], grantLists(call.caller), filterLimits(call)).allows(subscriber.present(record));
}
