/** Follows a document: every revision once and in order, with the differences, also over a cut; and a copy that stays the same. */
import assert from "node:assert/strict";
import { watchDocument, type DocumentState } from "@parlance/runtime/realtime/documents";
import { Parlance } from "@parlance/sdk";
import { ParlanceRealtime, type ChannelGap, type ChannelMessage, type DocumentsEvents } from "@parlance/sdk/realtime";
import { Inbox } from "../support/inbox.ts";
import { startRelay } from "../support/relay.ts";

const parlance = new Parlance();
await using relay = await startRelay(parlance.url);
await using realtime = new ParlanceRealtime({ url: relay.url });

const at = { collection: "exams", document: "exam-1" };
const changes = new Inbox<ChannelMessage<DocumentsEvents>>();
const gaps = new Inbox<ChannelGap>();
const subscription = realtime.documents(at).subscribe(changes.add, { returnMode: "diff", onGap: gaps.add });
await subscription.ready;

// A copy that follows by itself: read once, then changed by each difference.
const copies = new Inbox<DocumentState>();
watchDocument(realtime, at, { onState: copies.add });
await copies.atLeast(1);

// Created after the subscription: one may wait for a document that is not there yet.
await parlance.documents.create({
  collection: at.collection,
  body: { id: at.document, data: { title: "Algebra", seats: 20 } },
});
await parlance.documents.merge({ ...at, ifMatch: "*", body: { data: { room: { floor: 3 } } } });
const mutations = [{ op: "increment" as const, path: "/seats", value: 5 }];
await parlance.documents.mutate({ ...at, ifMatch: "*", body: { mutations } });
await changes.atLeast(3);

await relay.cut(async () => {
  await parlance.documents.replace({ ...at, ifMatch: "*", body: { data: { title: "Linear algebra", seats: 25 } } });
  await parlance.documents.delete({ ...at, ifMatch: "*" });
});
await parlance.documents.restore({ ...at, ifMatch: "*" });

for (const { event, data } of await changes.atLeast(6)) {
  const { revision, previousRevision, kind, diff } = data.data;
  console.log(`${revision}: ${kind} (${event}) ${(diff ?? []).map(({ op, path }) => `${op} ${path}`).join(", ")}`);
  assert.equal(previousRevision ?? 0, revision - 1, "no revision is missing");
}
assert.deepEqual(gaps.items, []);
const copy = (await copies.atLeast(7)).at(-1);
const { revision, data } = await parlance.documents.get(at);
assert.deepEqual(copy, { revision, data });
console.log(`The copy is the document: ${JSON.stringify(copy)}`);
const [, merged, mutated] = changes.items;
assert.deepEqual(merged?.data.data.diff, [{ op: "add", path: "/room", value: { floor: 3 } }]);
assert.deepEqual(mutated?.data.data.diff, [{ op: "replace", path: "/seats", value: 25 }]);
