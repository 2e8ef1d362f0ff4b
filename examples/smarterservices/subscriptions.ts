/** A client of topics: connecting by hand, listeners, filters that the server applies, listeners removed. */
import assert from "node:assert/strict";
import { Parlance, type DomainEvent, type TopicEventPublishedEvent } from "@parlance/sdk";
import { ParlanceRealtime } from "@parlance/sdk/realtime";
import { Inbox } from "../support/inbox.ts";

const backend = new Parlance();
const topic = "session.status";
await backend.topics.create({ body: { name: topic, source: "database" } });
await backend.topics.create({ body: { name: "session.score" } });

const emit = (operation: string, campusId: number, to = topic): PromiseLike<DomainEvent> =>
  backend.topics.publish({
    topic: to,
    body: {
      type: `session.${operation}`,
      payload: { id: "session-1", campusId },
      metadata: { table: "sessions", operation, revision: 1 },
    },
  });

// Nothing connects before it is used; who wants to know connects by hand, with waits of his own.
await using realtime = new ParlanceRealtime({ backoff: { minMs: 2_000, maxMs: 8_000 } });
const states: string[] = [];
const stopListening = realtime.on("state", ({ status }) => states.push(status));
assert.equal(realtime.state.status, "idle");
await realtime.connect();
assert.deepEqual(states, ["connecting", "connected"]);
console.log(`Connected by hand: ${states.join(", ")}`);

// One function listens to two topics, another to one of them; the server sorts out who gets what.
const received = new Inbox<string>();
const every = new Inbox<DomainEvent>();
const twelve = new Inbox<DomainEvent>();
const nearby = new Inbox<DomainEvent>();
const to = (inbox: Inbox<DomainEvent>) => ({
  "topic.event.published": ({ data }: TopicEventPublishedEvent): void => {
    received.add(data.type);
    inbox.add(data);
  },
});
const status = realtime.topics({ topic });
const subscriptions = [
  status.subscribe(to(every)),
  realtime.topics({ topic: "session.score" }).subscribe(to(every)),
  status.subscribe(to(twelve), { filter: { "data.payload.campusId": 12 } }),
  status.subscribe(to(nearby), { filter: { "data.payload.campusId": { in: [7, 12] } } }),
];
await Promise.all(subscriptions.map(({ ready }) => ready));

await emit("insert", 12);
await emit("update", 7);
await emit("delete", 3);
await emit("insert", 12, "session.score");
const [first] = await every.atLeast(4);
assert.deepEqual(first?.metadata, { ...first?.metadata, table: "sessions", operation: "insert", revision: 1 });
assert.deepEqual(
  (await twelve.atLeast(1)).map(({ type }) => type),
  ["session.insert"],
);
assert.deepEqual(
  (await nearby.atLeast(2)).map(({ type }) => type),
  ["session.insert", "session.update"],
);
assert.equal(received.items.length, 7);
console.log("Of four events the filter `campusId = 12` let one through, and `in [7, 12]` two");

// A subscription ends by its handle; the others of the same channel go on.
subscriptions[2]?.unsubscribe();
stopListening();
await emit("update", 12);
await Promise.all([every.atLeast(5), nearby.atLeast(3)]);
assert.equal(twelve.items.length, 1);
console.log("The one that was ended heard nothing more");

await realtime.close();
assert.deepEqual(states, ["connecting", "connected"]);
console.log(`Closed: ${realtime.state.status}`);
