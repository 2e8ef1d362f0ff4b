/** A chat: messages, history by cursor, who is there and what they say of themselves. */
import assert from "node:assert/strict";
import { presence } from "@parlance/runtime/realtime/presence";
import { Parlance } from "@parlance/sdk";
import { history, ParlanceRealtime } from "@parlance/sdk/realtime";
import { Inbox } from "../support/inbox.ts";

type Chat = { readonly message: { readonly text: string } };

const backend = new Parlance();
const channel = "office";
await backend.channels.update({ channel, body: { settings: { clientPublish: true, presence: true } } });
const scopes = ["channels:subscribe", "channels:publish", "channels:read", "channels:presence"];
const tokenFor = async (userId: string): Promise<string> =>
  (await backend.tokens.create({ body: { userId, grants: [{ scopes, resources: { name: channel } }] } })).token;
await using ada = new ParlanceRealtime({ token: () => tokenFor("ada") });
await using grace = new ParlanceRealtime({ token: () => tokenFor("grace") });

const said = new Inbox<string>();
const adas = ada.channels<Chat>({ channel });
await adas.subscribe({ message: ({ text }, { from }) => said.add(`${from?.userId}: ${text}`) }).ready;

const people = presence(adas);
const changes = new Inbox<string>();
for (const event of ["enter", "update", "leave"] as const)
  people.on(event, ({ id, state }) => changes.add(`${id} ${event} ${JSON.stringify(state)}`));
await people.subscription.ready;

const graces = grace.channels<Chat>({ channel });
const self = presence(graces);
await self.enter({ typing: false });
await self.update({ typing: true });
await graces.publish("message", { text: "Good morning" });
await self.update({ typing: false });
await adas.publish("message", { text: "Coffee?" });

assert.deepEqual(await said.atLeast(2), ["grace: Good morning", "ada: Coffee?"]);
console.log(said.items.join("; "));
assert.deepEqual(await changes.atLeast(3), [
  `grace enter {"typing":false}`,
  `grace update {"typing":true}`,
  `grace update {"typing":false}`,
]);
console.log(changes.items.join("; "));

// The same member, and the same messages, by REST.
const { items } = await backend.channels.members.list({ channel });
assert.deepEqual(
  items.map(({ id, state }) => [id, state]),
  [["grace", { typing: false }]],
);
const page = await backend.channels.messages.list({ channel, limit: 1 });
assert(page.hasNext);
assert.deepEqual(page.items[0]?.data, { text: "Coffee?" });
const read: unknown[] = [];
for await (const { data } of history(graces, { pageSize: 1, order: "asc" })) read.push(data);
assert.deepEqual(read, [{ text: "Good morning" }, { text: "Coffee?" }]);

await self.leave();
assert.match((await changes.atLeast(4)).at(-1) ?? "", /^grace leave/u);
console.log("grace left");
