/** Tokens for chat and pub/sub, limited to their channels; history by cursor. */
import assert from "node:assert/strict";
import { ForbiddenError, Parlance } from "@parlance/sdk";

const backend = new Parlance();

const forChat = await backend.tokens.create({
  body: {
    userId: "ada",
    lifetimeSeconds: 900,
    grants: [{ scopes: ["channels:read", "channels:publish", "channels:history"], resources: { name: "office" } }],
  },
});
await backend.channels.update({ channel: "office", body: { settings: { clientPublish: true } } });
const ada = new Parlance({ token: forChat.token });
for (const text of ["Good morning", "Coffee?", "In five minutes"]) {
  await ada.channels.publish({ channel: "office", body: { event: "message", data: { text } } });
}

const first = await ada.channels.messages.list({ channel: "office", limit: 2 });
assert(first.hasNext);
const second = await first.next();
assert.deepEqual(
  [...first.items, ...(second?.items ?? [])].map(({ from, data }) => [from.userId, data]),
  ["In five minutes", "Coffee?", "Good morning"].map((text) => ["ada", { text }]),
);
console.log(`History, newest first: ${first.items.length} messages and ${second?.items.length} on the next page`);

await assert.rejects(ada.channels.publish({ channel: "elsewhere", body: { data: "Hello?" } }), ForbiddenError);
console.log("Her token is for this channel only");

const forReading = await backend.tokens.create({
  body: { grants: [{ scopes: ["channels:read", "channels:history"], resources: { name: { prefix: "off" } } }] },
});
const reader = new Parlance({ token: forReading.token });
assert.equal((await reader.channels.messages.list({ channel: "office" })).items.length, 3);
await assert.rejects(reader.channels.publish({ channel: "office", body: { data: "Psst" } }), (error) => {
  assert(error instanceof ForbiddenError);
  console.log(`A token for reading cannot publish: ${error.code}`);
  return true;
});
