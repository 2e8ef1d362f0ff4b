/** An SDK that is older than the platform: events it does not know arrive as they are, and the watch goes on. */
import assert from "node:assert/strict";
import { Parlance } from "@parlance/sdk";
import { ParlanceRealtime, type ChannelMessage, type TunnelsEvents } from "@parlance/sdk/realtime";
import { Inbox } from "../support/inbox.ts";

const parlance = new Parlance();
await using realtime = new ParlanceRealtime();

// What an SDK held that was made before anybody watched clients.
type OldEvents = Pick<TunnelsEvents, "state.initial" | "tunnel.created">;
const oldTunnels = { id: "tunnels", address: "watch:tunnels", events: ["state.initial", "tunnel.created"] };

const known = new Inbox<string>();
const unknown = new Inbox<ChannelMessage>();
const subscription = realtime
  .channel<object, OldEvents>(oldTunnels)
  .subscribe(
    { "state.initial": ({ type }) => known.add(type), "tunnel.created": ({ type }) => known.add(type) },
    { onUnknown: unknown.add },
  );
await known.atLeast(1);

await parlance.clients.create({ body: { name: "laptop" } });
await parlance.tunnels.create({ body: { protocol: "http" } });

assert.deepEqual(await known.atLeast(2), ["state.initial", "tunnel.created"]);
const [strange] = await unknown.atLeast(1);
assert.equal(strange?.event, "client.created");
console.log(`Unknown to this SDK, and handed over all the same: ${strange.event} at offset ${strange.offset}`);

assert.equal(subscription.state.status, "subscribed");
console.log("The watch went on");
