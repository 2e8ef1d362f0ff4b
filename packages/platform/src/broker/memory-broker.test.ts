import { describe, expect, test } from "vitest";
import type { LogMessage } from "./broker.js";
import { MemoryBroker, type MemoryBrokerOptions } from "./memory-broker.js";

const at = { project: "prj_1", channel: "orders" };
const sizes = { messages: 3, ageMs: 1000 };

function start(options: Partial<MemoryBrokerOptions> = {}) {
  const now = { value: 1_000_000 };
  let id = 0;
  const ids = (prefix: string) => `${prefix}_${String(++id).padStart(8, "0")}`;
  const broker = new MemoryBroker({ clock: () => now.value, ids, dedupMs: 300_000, retention: sizes, ...options });
  const publish = (data: string, more = {}, channel = at.channel) =>
    broker.publish({ ...at, channel }, { data, ...more });
  const kept = (channel = at.channel) =>
    broker.history({ ...at, channel }, { direction: "forward", limit: Infinity }).messages.map(({ data }) => data);
  return { broker, now, publish, kept };
}

describe("a log", () => {
  test("numbers its messages without holes, within one epoch", () => {
    const { publish } = start();
    const positions = ["a", "b", "c"].map((data) => publish(data).position);
    expect(positions.map(({ offset }) => offset)).toEqual([1, 2, 3]);
    expect(new Set(positions.map(({ epoch }) => epoch)).size).toBe(1);
  });

  test("is bounded in number, age and bytes", () => {
    const { publish, kept, now } = start({ maxLogBytes: 17 });
    for (const data of ["a", "b", "c", "d"]) publish(data);
    expect(kept()).toEqual(["b", "c", "d"]);
    now.value += 500;
    publish("x".repeat(12));
    expect(kept()).toEqual(["d", "x".repeat(12)]);
    now.value += 500;
    expect(kept()).toEqual(["x".repeat(12)]);
    now.value += 500;
    expect(kept()).toEqual([]);
  });

  test("forgets a message when its own time is over, and keeps the others", () => {
    const { publish, kept, now } = start();
    publish("a");
    publish("b", { ttlMs: 10 });
    publish("c");
    now.value += 10;
    expect(kept()).toEqual(["a", "c"]);
  });

  test("is read from a position in both directions, and says when part is gone", () => {
    const { broker, publish } = start();
    const { epoch } = publish("a").position;
    for (const data of ["b", "c", "d"]) publish(data);
    const read = (direction: "forward" | "backward", offset: number, limit = 10) => {
      const { messages, complete } = broker.history(at, { from: { epoch, offset }, direction, limit });
      return [messages.map(({ data }) => data), complete];
    };
    expect(read("forward", 1)).toEqual([["b", "c", "d"], true]);
    expect(read("forward", 2, 1)).toEqual([["c"], true]);
    expect(read("forward", 0)).toEqual([["b", "c", "d"], false]);
    expect(read("forward", 4)).toEqual([[], true]);
    expect(read("backward", 4)).toEqual([["c", "b"], true]);
    expect(read("backward", 4, 0)).toEqual([[], true]);
    expect(broker.history(at, { from: { epoch: "other", offset: 1 }, direction: "forward", limit: 10 })).toMatchObject({
      messages: [],
      complete: false,
    });
  });

  test("is cut at once when less is to be kept", () => {
    const { broker, publish, kept } = start();
    for (const data of ["a", "b", "c"]) publish(data);
    broker.retain(at, { messages: 1, ageMs: 1000 });
    expect(kept()).toEqual(["c"]);
    broker.retain(at, { messages: 0, ageMs: 1000 });
    expect(kept()).toEqual([]);
    expect(broker.position(at).offset).toBe(3);
  });

  test("begins a new epoch after it was forgotten", () => {
    const { broker, publish } = start();
    const before = publish("a").position;
    broker.forget(at);
    const after = publish("b").position;
    expect(after.offset).toBe(1);
    expect(after.epoch).not.toBe(before.epoch);
  });
});

describe("a publish id", () => {
  test("is recognised for the whole window, also when the message is forgotten", () => {
    const { publish, now } = start();
    const first = publish("a", { publishId: "p" });
    now.value += 299_999;
    expect(publish("b", { publishId: "p" })).toEqual({ duplicate: true, id: first.id, position: first.position });
    now.value += 1;
    expect(publish("c", { publishId: "p" })).toMatchObject({ duplicate: false, position: { offset: 2 } });
  });

  test("is each channel's own", () => {
    const { publish } = start();
    publish("a", { publishId: "p" });
    expect(publish("b", { publishId: "p" }, "other").duplicate).toBe(false);
  });

  test("is each user's own: nobody uses up the next one of another", () => {
    const { publish } = start();
    const by = (userId: string | null) => ({
      publishId: "p",
      sender: { connectionId: null, userId, memberId: userId },
    });
    publish("a", by("ada"));
    expect([by("bob"), by(null), by("ada")].map((more) => publish("b", more).duplicate)).toEqual([false, false, true]);
  });
});

describe("subscribers", () => {
  test("get each message of their channel once, in order, until they leave", () => {
    const { broker, publish } = start();
    const got: unknown[] = [];
    const leave = broker.subscribe(at, ({ data }) => got.push(data));
    publish("a", { publishId: "p" });
    publish("b", { publishId: "p" });
    publish("c");
    publish("d", {}, "other");
    expect(broker.subscribers(at)).toBe(1);
    leave();
    publish("e");
    expect([got, broker.subscribers(at)]).toEqual([["a", "c"], 0]);
  });

  test("do not see what is appended until it is delivered, and never what is taken back", () => {
    const { broker, publish } = start();
    const got: LogMessage[] = [];
    broker.subscribe(at, (message) => got.push(message));
    const first = broker.append(at, { data: 1, publishId: "p" });
    expect(got).toEqual([]);
    if (!first.duplicate) broker.retract(at, first.message);
    expect(publish("a", { publishId: "p" })).toMatchObject({ duplicate: false, position: { offset: 1 } });
    expect(got.map(({ data }) => data)).toEqual(["a"]);
  });
});

describe("all logs together", () => {
  test("are bounded in number: the one that was quiet longest goes", () => {
    const { broker, publish, kept } = start({ maxChannels: 2 });
    publish("a", {}, "one");
    publish("b", {}, "two");
    publish("c", {}, "one");
    publish("d", {}, "three");
    expect([broker.size, kept("one"), broker.has({ ...at, channel: "two" })]).toEqual([2, ["a", "c"], false]);
  });

  test("are bounded in bytes", () => {
    const { broker, publish, kept } = start({ maxBytes: 30 });
    publish("x".repeat(10), {}, "one");
    publish("x".repeat(10), {}, "two");
    publish("y".repeat(10), {}, "three");
    expect([broker.size, broker.has({ ...at, channel: "one" }), kept("three")]).toEqual([2, false, ["y".repeat(10)]]);
  });

  test("make room at the cost of the project that has most", () => {
    const { broker, publish } = start({ maxChannels: 5, maxBytes: 50 });
    const hog = (channel: string, data = "x") => broker.publish({ project: "prj_2", channel }, { data });
    const has = (project: string, channel: string) => broker.has({ project, channel });
    publish("a", {}, "mine");
    for (const channel of ["1", "2", "3", "4", "5"]) hog(channel);
    expect([has("prj_1", "mine"), has("prj_2", "1"), has("prj_2", "5")]).toEqual([true, false, true]);
    publish("b", {}, "also mine");
    expect([has("prj_1", "mine"), broker.size]).toEqual([true, 5]);
    for (const channel of ["6", "7"]) hog(channel, "x".repeat(30));
    expect([has("prj_1", "mine"), has("prj_1", "also mine"), has("prj_2", "7")]).toEqual([true, true, true]);
  });

  test("are apart for each project", () => {
    const { broker, publish, kept } = start();
    publish("a");
    expect(broker.position({ project: "prj_2", channel: "orders" }).offset).toBe(0);
    expect(kept()).toEqual(["a"]);
  });
});

test("a restored log goes on where it ended", () => {
  const { broker, publish, kept, now } = start();
  const first = publish("a", { publishId: "p" });
  const messages = first.duplicate ? [] : [first.message];
  const other = start();
  other.now.value = now.value;
  const publishes = [{ publishId: "p", userId: null, id: first.id, offset: 1, at: now.value }];
  other.broker.restore(at, { position: broker.position(at), retention: sizes, messages, publishes });
  expect(other.kept()).toEqual(kept());
  expect(other.publish("a", { publishId: "p" })).toEqual({ duplicate: true, id: first.id, position: first.position });
  expect(other.publish("b").position).toEqual({ epoch: first.position.epoch, offset: 2 });
});
