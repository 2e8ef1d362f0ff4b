/** What happens while a client is away: missed events in order after a cut and after a planned pause, or a gap. */
import assert from "node:assert/strict";
import { Parlance } from "@parlance/sdk";
import { ParlanceRealtime, type ChannelGap, type Position } from "@parlance/sdk/realtime";
import { Inbox } from "../support/inbox.ts";
import { startRelay } from "../support/relay.ts";

const backend = new Parlance();
const topic = "session.status";
await backend.topics.create({ body: { name: topic } });
await using relay = await startRelay(backend.url);

const emit = async (...numbers: readonly number[]): Promise<void> => {
  for (const number of numbers) await backend.topics.publish({ topic, body: { type: "counted", payload: number } });
};
const inbox = new Inbox<unknown>();
const gaps = new Inbox<ChannelGap>();
const listen = (realtime: ParlanceRealtime, since?: Position) =>
  realtime
    .topics({ topic })
    .subscribe(
      { "topic.event.published": ({ data }) => inbox.add(data.payload) },
      { onGap: gaps.add, ...(since && { since }) },
    );

let position: Position | undefined;
{
  await using realtime = new ParlanceRealtime({ url: relay.url });
  const subscription = listen(realtime);
  await subscription.ready;
  await emit(1, 2);
  await inbox.atLeast(2);

  const states = new Inbox<string>();
  realtime.on("state", ({ status }) => states.add(status));
  await relay.cut(() => emit(3, 4, 5));
  assert.deepEqual(await inbox.atLeast(5), [1, 2, 3, 4, 5]);
  assert.deepEqual(new Set(states.items), new Set(["reconnecting", "connected"]));
  console.log(`A cut: ${states.items.join(", ")}; the events 3, 4 and 5 followed in order`);
  position = subscription.position;
}

// The program ends, with the position in its pocket, and another one goes on.
await emit(6, 7);
await using realtime = new ParlanceRealtime();
const subscription = listen(realtime, position);
assert.equal((await subscription.ready).recovered, "yes");
assert.deepEqual(await inbox.atLeast(7), [1, 2, 3, 4, 5, 6, 7]);
assert.deepEqual(gaps.items, []);
console.log("A new program that knows the position: 6 and 7 followed, no gap");

// A position that the log does not know is answered by a gap, never by silence.
const stranger = listen(realtime, { epoch: "another-life", offset: 1 });
assert.equal((await stranger.ready).recovered, "no");
const [gap] = await gaps.atLeast(1);
console.log(`A position of another life of the log: a gap, because of ${gap?.reason}`);
