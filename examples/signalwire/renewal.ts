/** A token comes near its end: an event says so, it is renewed in band, and nothing is interrupted. */
import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { Parlance } from "@parlance/sdk";
import { ParlanceRealtime } from "@parlance/sdk/realtime";
import { Inbox } from "../support/inbox.ts";

const backend = new Parlance();
const channel = "office";
await backend.channels.update({ channel, body: { settings: { clientPublish: true } } });
const tokens = new Inbox<string>();
await using realtime = new ParlanceRealtime({
  token: async () => {
    const grants = [{ scopes: ["channels:subscribe", "channels:publish"], resources: { name: channel } }];
    const { token } = await backend.tokens.create({ body: { userId: "ada", lifetimeSeconds: 4, grants } });
    tokens.add(token);
    // A back end that takes its time, so that the platform reminds us.
    if (tokens.items.length > 1) await setTimeout(800);
    return token;
  },
});

const states: string[] = [];
realtime.on("state", ({ status }) => states.push(status));
const direct = new Inbox<string>();
realtime.on("direct", (item) => item.type === "message" && direct.add(item.event));
const ticks = new Inbox<number>();
const clock = realtime.channels<{ readonly tick: number }>({ channel });
await clock.subscribe({ tick: ticks.add }).ready;

// A publish each quarter of a second, over three tokens.
for (let tick = 0; tokens.items.length < 4; tick += 1) {
  await clock.publish("tick", tick);
  await setTimeout(250);
}
const [event] = await direct.atLeast(1);
assert.equal(event, "session.expiring");
assert.deepEqual(
  ticks.items,
  ticks.items.map((_, index) => index),
);
assert.deepEqual(states, ["connecting", "connected"]);
console.log(`${tokens.items.length} tokens of 4 s; ${ticks.items.length} ticks, none lost, on one connection`);
