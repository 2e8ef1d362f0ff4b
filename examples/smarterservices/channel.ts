/** Two clients on a channel: presence, messages, direct messages; every call is awaited and acknowledged. */
import assert from "node:assert/strict";
import { presence } from "@parlance/runtime/realtime/presence";
import { createToken, Parlance } from "@parlance/sdk";
import { ParlanceRealtime, type ChannelMessage } from "@parlance/sdk/realtime";
import { Inbox } from "../support/inbox.ts";

const backend = new Parlance();
const channel = "proctoring";
// Clients may publish where the application lets them.
await backend.channels.update({ channel, body: { settings: { clientPublish: true, presence: true } } });
const scopes = ["channels:subscribe", "channels:publish", "channels:presence", "channels:message", "channels:read"];
const connect = (subject: string): ParlanceRealtime =>
  new ParlanceRealtime({
    token: async () => (await createToken(backend, { subject, grants: [{ scopes }] })).token,
  });
await using ada = connect("ada");
await using grace = connect("grace");

// Who is there.
type Events = { readonly note: { readonly text: string } };
const seen = new Inbox<string>();
const adas = presence(ada.channels<Events>({ channel }));
adas.on("enter", ({ id }) => seen.add(`${id} came`));
adas.on("update", ({ id, state }) => seen.add(`${id} is ${JSON.stringify(state)}`));
adas.on("leave", ({ id }) => seen.add(`${id} left`));
await adas.subscription.ready;
await adas.enter({ role: "proctor" });

const graces = presence(grace.channels({ channel }));
await graces.enter({ role: "student" });
await graces.update({ role: "student", hand: "up" });
await seen.atLeast(3);

// What they say.
const heard = new Inbox<string>();
await ada
  .channels<Events>({ channel })
  .subscribe({ note: ({ text }, { from }) => heard.add(`${from?.userId}: ${text}`) }).ready;
const published = await grace.channels<Events>({ channel }).publish("note", { text: "May I ask something?" });
assert.deepEqual(await heard.atLeast(1), ["grace: May I ask something?"]);
console.log(`Published at offset ${published.offset}, and heard`);

// Grace alone gets this, wherever she is connected, without a subscription. Any operation can be called over the connection.
const direct = new Inbox<ChannelMessage>();
grace.on("direct", (item) => item.type === "message" && direct.add(item));
await ada.request("users.publish", { user: "grace", body: { event: "answer", data: { text: "Of course" } } });
const [answer] = await direct.atLeast(1);
assert.deepEqual([answer?.event, answer?.data, answer?.from?.userId], ["answer", { text: "Of course" }, "ada"]);
console.log(`A direct message: ${answer?.event}`);

await graces.leave();
const told = await seen.atLeast(4);
assert.deepEqual(told.slice(-3), ["grace came", `grace is {"role":"student","hand":"up"}`, "grace left"]);
console.log(`Presence: ${told.join("; ")}`);
