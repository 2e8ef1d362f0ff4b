/** Three connected clients: what reaches all of them, all but one, and several rooms at once. */
import assert from "node:assert/strict";
import { createToken, Parlance } from "@parlance/sdk";
import { ParlanceRealtime } from "@parlance/sdk/realtime";
import { Inbox } from "../support/inbox.ts";

type Events = {
  readonly greeting: { readonly text: string; readonly at: string };
  readonly news: { readonly headline: string; readonly tags: readonly string[] };
  readonly moved: { readonly x: number };
  readonly end: null;
};

const backend = new Parlance();
const names = ["ada", "grace", "edsger"];
const rooms = ["room-1", "room-2", "room-3"];
await using stack = new AsyncDisposableStack();
const clients = await Promise.all(
  names.map(async (name) => {
    const { token } = await createToken(backend, { subject: name, grants: [{ scopes: ["channels:subscribe"] }] });
    const realtime = stack.use(new ParlanceRealtime({ token }));
    const inbox = new Inbox<string>();
    const ready = ["lobby", ...rooms].map((channel) => {
      const add = (event: string): void => inbox.add(`${channel}: ${event}`);
      return realtime.channels<Events>({ channel }).subscribe({
        greeting: ({ text }) => add(text),
        news: ({ headline, tags }) => add(`${headline} (${tags.join(", ")})`),
        moved: ({ x }) => add(`moved to ${x}`),
        end: () => add("end"),
      }).ready;
    });
    await Promise.all(ready);
    return { name, realtime, inbox };
  }),
);

await backend.channels.publish({
  channel: "lobby",
  body: { event: "greeting", data: { text: "Hello World", at: new Date().toISOString() } },
});
await backend.channels.publish({
  channel: "lobby",
  body: { event: "news", data: { headline: "It works", tags: ["parlance", "realtime"] } },
});
for (const { inbox } of clients)
  assert.deepEqual(await inbox.atLeast(2), ["lobby: Hello World", "lobby: It works (parlance, realtime)"]);
console.log(`${names.join(", ")} received the greeting and the news`);

// Everybody but the connection that caused it.
const [ada] = clients;
const { state } = ada?.realtime ?? {};
assert(state?.status === "connected");
await backend.channels.publish({
  channel: "lobby",
  body: { event: "moved", data: { x: 1 }, excludeConnectionId: state.connection },
});
await backend.channels.publish({ channel: "lobby", body: { event: "end", data: null } });
for (const { name, inbox } of clients) {
  const heard = (await inbox.atLeast(name === "ada" ? 3 : 4)).slice(2);
  assert.deepEqual(heard, name === "ada" ? ["lobby: end"] : ["lobby: moved to 1", "lobby: end"]);
}
console.log("All but ada saw ada move");

// One call, three rooms, each exactly once; then a batch of different messages.
await backend.channels.publishMany({ body: { channels: rooms, event: "moved", data: { x: 2 } } });
await backend.channels.publishBatch({
  body: { messages: rooms.map((channel, index) => ({ channel, event: "moved", data: { x: 3 + index } })) },
});
for (const { name, inbox } of clients) {
  const heard = (await inbox.atLeast(name === "ada" ? 9 : 10)).slice(name === "ada" ? 3 : 4);
  assert.deepEqual(
    heard.toSorted(),
    rooms.flatMap((room, index) => [`${room}: moved to 2`, `${room}: moved to ${3 + index}`]),
  );
}
console.log("Three rooms by one call, and by a batch: each message exactly once");
