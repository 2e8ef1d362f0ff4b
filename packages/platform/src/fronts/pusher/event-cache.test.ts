import { expect, test } from "vitest";
import { MemoryBroker } from "../../broker/memory-broker.js";
import { EventCache } from "./event-cache.js";
import { times } from "./protocol.js";

const at = { project: "prj_1", channel: "cache-price" };

function start() {
  const now = { value: 1_000_000 };
  const clock = () => now.value;
  let n = 0;
  const ids = (prefix: string) => `${prefix}_${String(++n).padStart(8, "0")}`;
  const broker = new MemoryBroker({ clock, ids, dedupMs: 1000, retention: { messages: 100, ageMs: 120_000 } });
  const cache = new EventCache({ broker, clock });
  const publish = (event: string, more = {}, channel = at.channel) => {
    const published = broker.publish({ ...at, channel }, { event, data: 1, ...more });
    if (!published.duplicate) cache.note({ ...at, channel }, published.message);
  };
  return { now, broker, cache, publish };
}

test("the last event that is no client event is remembered, for half an hour", () => {
  const { now, cache, publish } = start();
  expect(cache.last(at)).toBeUndefined();
  publish("old");
  publish("new");
  publish("client-typing");
  publish("pusher:ping");
  expect(cache.last(at)?.event).toBe("new");
  now.value += times.cache - 1;
  expect(cache.last(at)?.event).toBe("new");
  now.value += 1;
  expect(cache.last(at)).toBeUndefined();
});

test("what others have published since is newer", () => {
  const { broker, cache, publish } = start();
  publish("ours");
  broker.publish(at, { event: "theirs", data: 2 });
  expect(cache.last(at)?.event).toBe("theirs");
});

test("a message that has expired is not handed out", () => {
  const { now, cache, publish } = start();
  publish("brief", { ttlMs: 1000 });
  now.value += 1000;
  expect(cache.last(at)).toBeUndefined();
});

test("other channels are not remembered", () => {
  const { now, cache, publish } = start();
  publish("e", {}, "price");
  now.value += 121_000;
  expect(cache.last({ ...at, channel: "price" })).toBeUndefined();
});
