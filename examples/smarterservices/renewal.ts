/** A token that ends is renewed through the callback, in band; a revoked one ends the client for good. */
import assert from "node:assert/strict";
import { createToken, Parlance } from "@parlance/sdk";
import { ParlanceRealtime, type ConnectionState } from "@parlance/sdk/realtime";
import { Inbox } from "../support/inbox.ts";

const backend = new Parlance();
const topic = "session.status";
await backend.topics.create({ body: { name: topic } });
const emit = (number: number): PromiseLike<unknown> =>
  backend.topics.publish({ topic, body: { type: "counted", payload: number } });

// The callback of a browser would ask its own backend.
const issued = new Inbox<string>();
const grants = [{ scopes: ["topics:subscribe"] }];
await using realtime = new ParlanceRealtime({
  token: async () => {
    const { token } = await createToken(backend, { subject: "ada", lifetimeSeconds: 3, grants });
    issued.add(token);
    return token;
  },
});
const states = new Inbox<ConnectionState>();
realtime.on("state", states.add);
const numbers = new Inbox<unknown>();
const subscription = realtime.topics({ topic }).subscribe({
  "topic.event.published": ({ data }) => numbers.add(data.payload),
});
await subscription.ready;
await emit(1);

// Three tokens later the first two have long expired.
await issued.atLeast(4);
await emit(2);
assert.deepEqual(await numbers.atLeast(2), [1, 2]);
assert.deepEqual(
  states.items.map(({ status }) => status),
  ["connecting", "connected"],
);
console.log(`${issued.items.length} tokens of 3 s, one connection, one subscription`);

await backend.tokens.revoke({ body: { userId: "ada" } });
const last = (await states.atLeast(3)).at(-1);
assert(last?.status === "failed");
assert.equal(last.error.retryable, false);
console.log(`Revoked: ${last.error.code}. It does not come back`);
assert.equal(subscription.state.status, "unsubscribed");
await assert.rejects(realtime.connect());
