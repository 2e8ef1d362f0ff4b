/** Publishes from a backend: one channel, several at once, batches, and many calls at the same time. */
import assert from "node:assert/strict";
import { Parlance } from "@parlance/sdk";

const parlance = new Parlance();

const hello = await parlance.channels.publish({
  channel: "lobby",
  body: { event: "greeting", data: { text: "Hello World", at: new Date().toISOString() } },
});
console.log(`Published to ${hello.channel} at offset ${hello.position.offset}`);

// Everybody but the connection that caused it.
await parlance.channels.publish({
  channel: "lobby",
  body: { event: "moved", data: { x: 1 }, excludeConnectionId: "conn_Qm3vT8yRk2LxWc7N" },
});

// One message, three channels, each served once.
const rooms = await parlance.channels.publishMany({
  body: { channels: ["room-1", "room-2", "room-3"], event: "news", data: { headline: "It works" } },
});
assert.equal(rooms.publishedCount, 3);
console.log(`Published to ${rooms.publishedCount} rooms`);

// Different messages in one call.
const mixed = await parlance.channels.publishBatch({
  body: {
    messages: [
      { channel: "room-1", event: "joined", data: { user: "ada" } },
      { channel: "room-2", event: "left", data: { user: "grace" } },
      { channel: "news", event: "headline", data: "Parlance speaks" },
    ],
  },
});
assert.equal(mixed.failedCount, 0);

// A call takes 100 messages, so a longer list goes in several.
const users = Array.from({ length: 250 }, (_, index) => `user-${index + 1}`);
const batchSize = 100;
let published = 0;
for (let start = 0; start < users.length; start += batchSize) {
  const messages = users
    .slice(start, start + batchSize)
    .map((user) => ({ channel: `inbox-${user}`, event: "invited", data: { user } }));
  const { publishedCount } = await parlance.channels.publishBatch({ body: { messages } });
  published += publishedCount;
}
assert.equal(published, 250);
console.log(`Invited ${published} users`);

const publishing = Array.from({ length: 40 }, (_, number) =>
  parlance.channels.publish({ channel: "burst", body: { event: "tick", data: number } }),
);
const positions = (await Promise.all(publishing)).map(({ position }) => position.offset);
assert.equal(new Set(positions).size, 40);
console.log("Forty calls at once: all published, each at a place of its own");

const numbers: unknown[] = [];
for await (const { data } of parlance.channels.messages.list({ channel: "burst", limit: 15 })) numbers.push(data);
assert.equal(new Set(numbers).size, 40);
console.log("The history of the channel has all forty");
