import { describe, expect, test } from "vitest";
import { TestHub, testProject, type TestClient } from "../testing/test-hub.js";

const at = { project: testProject, channel: "a" };

function filled(count: number): TestHub {
  const test = new TestHub();
  for (let n = 1; n <= count; n++) test.publish("a", n, { tags: { parity: n % 2 === 0 ? "even" : "odd" } });
  return test;
}

/** The offsets of the messages that came, and between them what was left out. */
function delivered({ frames }: TestClient): readonly unknown[] {
  return frames.flatMap(({ type, offset, previous = Number(offset) - 1, reason, from, to }) => {
    if (type === "gap") return [`${String(reason)} ${offsetOf(from)}–${offsetOf(to)}`];
    return type === "message" ? [previous === Number(offset) - 1 ? offset : [previous, offset]] : [];
  });
}

function offsetOf(position: unknown): number {
  return (position as { readonly offset: number }).offset;
}

describe("a subscription", () => {
  test("begins at the end of the log and gets what follows, live", () => {
    const test = filled(2);
    const client = test.connect(null);
    expect(client.ask({ type: "subscribe", channel: "a" })).toMatchObject({ offset: 2, recovered: "none", count: 0 });
    test.publish("a", 3);
    expect(client.frames.map(({ type }) => type)).toEqual(["welcome", "ok", "live", "message"]);
    expect(client.of("message")).toMatchObject([{ channel: "a", offset: 3, data: 3 }]);
  });

  test("goes on after a position without loss, in order, and says so", () => {
    const test = filled(300);
    const { epoch } = test.broker.position(at);
    const client = test.connect(null);
    const ok = client.ask({ type: "subscribe", channel: "a", since: { epoch, offset: 10 } });
    expect(ok).toMatchObject({ offset: 10, recovered: "yes", count: 290 });
    test.publish("a", 301);
    expect(client.offsets).toEqual(Array.from({ length: 291 }, (_, index) => 11 + index));
    expect(client.of("message").map(({ replay = false }) => replay)).toEqual([...Array(290).fill(true), false]);
    expect(client.of("gap")).toEqual([]);
  });

  test("says what it cannot replay, and never replays a part", () => {
    const test = filled(10);
    const { epoch } = test.broker.position(at);
    test.broker.retain(at, { messages: 3, ageMs: 3_600_000 });
    const client = test.connect(null);
    const subscribe = (since: { epoch: string; offset: number }) =>
      client.ask({ type: "subscribe", channel: "a", since });
    expect(subscribe({ epoch, offset: 2 })).toMatchObject({ offset: 10, recovered: "no", count: 0 });
    expect(subscribe({ epoch: "other", offset: 2 })).toMatchObject({ recovered: "no" });
    expect(subscribe({ epoch, offset: 99 })).toMatchObject({ recovered: "no" });
    expect(client.of("gap")).toMatchObject([
      { from: { epoch, offset: 2 }, to: { epoch, offset: 10 }, reason: "history_exceeded" },
      { from: { epoch: "other", offset: 2 }, to: { epoch, offset: 10 }, reason: "epoch_changed" },
      { from: { epoch, offset: 99 }, to: { epoch, offset: 10 }, reason: "history_exceeded" },
    ]);
    expect(client.offsets).toEqual([]);
  });

  test("is told when the log begins anew while it listens", () => {
    const test = filled(2);
    const client = test.connect(null);
    client.ask({ type: "subscribe", channel: "a" });
    test.broker.forget(at);
    test.publish("a", 1);
    const { epoch } = test.broker.position(at);
    expect(client.of("gap")).toMatchObject([{ to: { epoch, offset: 0 }, reason: "epoch_changed" }]);
    expect(client.offsets).toEqual([1]);
  });

  test("rewinds by number and by age", () => {
    const test = filled(5);
    const client = test.connect(null);
    expect(client.ask({ type: "subscribe", channel: "a", rewind: { count: 2 } })).toMatchObject({
      offset: 3,
      count: 2,
    });
    test.now += 10_000;
    test.publish("a", 6);
    client.ask({ type: "subscribe", channel: "a", subscription: 2, rewind: { ms: 5000 } });
    expect(client.of("message").filter(({ subscription }) => subscription === 2)).toMatchObject([
      { offset: 6, replay: true },
    ]);
    expect(client.offsets).toEqual([4, 5, 6, 6]);
  });

  test("shows that what is filtered out is no hole", () => {
    const test = filled(4);
    const client = test.connect(null);
    const { epoch } = test.broker.position(at);
    const filter = { "tags.parity": "even" };
    const ok = client.ask({ type: "subscribe", channel: "a", since: { epoch, offset: 1 }, filter });
    expect(ok).toMatchObject({ recovered: "yes", count: 2 });
    test.publish("a", 5, { tags: { parity: "odd" } });
    test.publish("a", 6, { tags: { parity: "even" } });
    const seen = client.of("message").map(({ offset, previous }) => [offset, previous]);
    expect(seen).toEqual([
      [2, undefined],
      [4, 2],
      [6, 4],
    ]);
  });

  test("filters by event and data too, and refuses what is no filter", () => {
    const test = new TestHub();
    const client = test.connect(null);
    client.ask({ type: "subscribe", channel: "a", filter: { event: "paid", "data.amount": { gt: 5 } } });
    test.publish("a", { amount: 9 }, { event: "paid" });
    test.publish("a", { amount: 9 }, { event: "sent" });
    test.publish("a", { amount: 1 }, { event: "paid" });
    expect(client.offsets).toEqual([1]);
    expect(client.ask({ type: "subscribe", channel: "b", filter: { "a..b": 1 } })).toMatchObject({
      code: "invalid_filter",
    });
  });

  test("does not get what its own connection is excluded from, and sees no hole", () => {
    const test = new TestHub();
    const client = test.connect(null);
    client.ask({ type: "subscribe", channel: "a" });
    test.publish("a", 1);
    test.publish("a", 2, { exclude: client.connection.id });
    test.publish("a", 3);
    expect(client.of("message").map(({ offset, previous }) => [offset, previous])).toEqual([
      [1, undefined],
      [3, 1],
    ]);
  });

  test("is told apart from others of its channel by its number", () => {
    const test = new TestHub();
    const client = test.connect(null);
    client.ask({ type: "subscribe", channel: "a" });
    client.ask({ type: "subscribe", channel: "a", subscription: 7, filter: { event: "x" } });
    test.publish("a", 1, { event: "x" });
    test.publish("a", 2, { event: "y" });
    expect(client.of("message").map(({ offset, subscription }) => [offset, subscription])).toEqual([
      [1, undefined],
      [1, 7],
      [2, undefined],
    ]);
    client.ask({ type: "unsubscribe", channel: "a" });
    expect(test.registry.subscribed(testProject, "a")).toHaveLength(1);
    client.ask({ type: "unsubscribe", channel: "a", subscription: 7 });
    expect(test.registry.subscribed(testProject, "a")).toHaveLength(0);
    expect(test.broker.subscribers(at)).toBe(0);
  });

  test("conflates to the newest message in so many milliseconds", () => {
    const test = new TestHub();
    const client = test.connect(null);
    client.ask({ type: "subscribe", channel: "a", conflateMs: 200 });
    for (const n of [1, 2, 3]) test.publish("a", n);
    test.pass(150);
    expect(client.offsets).toEqual([1]);
    test.pass(100);
    expect(delivered(client)).toEqual([1, "conflated 1–2", 3]);
    test.publish("a", 4);
    test.pass(300);
    expect(delivered(client)).toEqual([1, "conflated 1–2", 3, 4]);
  });

  test("conflates in order, also if a message comes at the moment at which an older one is due", () => {
    const test = new TestHub();
    const client = test.connect(null);
    client.ask({ type: "subscribe", channel: "a", conflateMs: 200 });
    for (const n of [1, 2]) test.publish("a", n);
    test.now += 200;
    test.publish("a", 3);
    test.pass(1000);
    expect(delivered(client)).toEqual([1, "conflated 1–2", 3]);
  });

  test("does not take for lost what a filter leaves out", () => {
    const test = new TestHub();
    const client = test.connect(null);
    client.ask({ type: "subscribe", channel: "a", conflateMs: 200, filter: { "tags.parity": "even" } });
    test.publish("a", 1, { tags: { parity: "even" } });
    test.publish("a", 2, { tags: { parity: "even" } });
    test.publish("a", 3, { tags: { parity: "odd" } });
    test.pass(300);
    expect(delivered(client)).toEqual([1, 2]);
  });

  test("gets after a resume what was held back", () => {
    const test = new TestHub();
    const options = { conflateMs: 60_000, filter: { "tags.parity": "even" } };
    const client = test.connect(null);
    client.ask({ type: "subscribe", channel: "a", ...options });
    for (const n of [1, 2]) test.publish("a", n, { tags: { parity: "even" } });
    client.connection.closed(1006);
    const { epoch } = test.broker.position(at);
    const since = { epoch, offset: 1 };
    const resume = { session: String(client.of("welcome")[0]?.["session"]) };
    const back = test.connect(null, { resume, subscriptions: [{ id: 2, channel: "a", since, ...options }] });
    expect(back.offsets).toEqual([2]);
  });

  test("skips to the newest message where the client is slow and wants only that", () => {
    const test = new TestHub();
    const client = test.connect(null);
    client.ask({ type: "subscribe", channel: "a", policy: "latest" });
    client.bufferedBytes = 100_000;
    for (const n of [1, 2, 3]) test.publish("a", n);
    test.pass(500);
    expect(client.offsets).toEqual([]);
    client.bufferedBytes = 0;
    test.pass(100);
    expect(delivered(client)).toEqual(["conflated 0–2", 3]);
    expect(client.connection.isOpen).toBe(true);
  });

  test("is replayed only as fast as the client reads, and goes on without a hole", () => {
    const test = filled(300);
    const { epoch } = test.broker.position(at);
    const client = test.connect(null);
    client.bufferedBytes = 100_000;
    client.ask({ type: "subscribe", channel: "a", since: { epoch, offset: 0 } });
    test.publish("a", 301);
    expect(client.offsets).toEqual([]);
    client.bufferedBytes = 0;
    test.pass(100);
    test.publish("a", 302);
    expect(client.offsets).toEqual(Array.from({ length: 302 }, (_, index) => index + 1));
    expect(client.of("live")).toHaveLength(1);
  });

  test("that the gate refuses is none", () => {
    const test = new TestHub();
    test.forbidden.add("a");
    const client = test.connect();
    expect(client.ask({ type: "subscribe", channel: "a" })).toMatchObject({ code: "channel_forbidden", channel: "a" });
    test.publish("a", 1);
    expect(client.offsets).toEqual([]);
  });

  test("of a watch begins with the state, unless it goes on where it was", () => {
    const test = new TestHub();
    const client = test.connect(null);
    const ok = client.ask({ type: "subscribe", channel: "watch:tunnels" });
    test.publish("watch:tunnels", 1);
    expect(client.of("message")).toMatchObject([{ event: "state.initial" }, { offset: 1 }]);
    const since = { epoch: ok?.["epoch"] ?? null, offset: 0 };
    expect(client.ask({ type: "subscribe", channel: "watch:tunnels", since })).toMatchObject({ recovered: "yes" });
    expect(client.of("message").map(({ event }) => event)).toEqual(["state.initial", undefined, undefined]);
  });

  test("of a watch counts what came while its state was read", () => {
    const test = new TestHub();
    const { gate } = test.hub;
    const snapshot = gate.snapshot.bind(gate);
    gate.snapshot = (request) => {
      const taken = snapshot(request);
      test.publish("watch:tunnels", 1);
      return taken;
    };
    const client = test.connect(null);
    expect(client.ask({ type: "subscribe", channel: "watch:tunnels" })).toMatchObject({ recovered: "none", count: 1 });
    expect(client.of("message")).toMatchObject([{ event: "state.initial" }, { offset: 1, replay: true }]);
  });

  test("of a document may get the difference alone", () => {
    const test = new TestHub();
    const client = test.connect(null);
    client.ask({ type: "subscribe", channel: "document:a:b", returnMode: "diff" });
    client.ask({ type: "subscribe", channel: "document:a:b", subscription: 2 });
    test.publish("document:a:b", { type: "document.updated", data: { revision: 2, diff: [], data: { open: true } } });
    expect(client.of("message").map(({ data }) => data)).toEqual([
      { type: "document.updated", data: { revision: 2, diff: [] } },
      { type: "document.updated", data: { revision: 2, diff: [], data: { open: true } } },
    ]);
  });
});

describe("history", () => {
  test("is read in both directions, a page at a time", () => {
    const test = filled(5);
    const client = test.connect();
    const offsets = (more: object): unknown => {
      const { items } = client.ask({ type: "history", channel: "a", ...more }) as unknown as {
        items: { offset: number }[];
      };
      return items.map(({ offset }) => offset);
    };
    const { epoch } = test.broker.position(at);
    expect(offsets({ count: 2 })).toEqual([5, 4]);
    expect(offsets({ count: 2, from: { epoch, offset: 4 } })).toEqual([3, 2]);
    expect(offsets({ order: "asc", from: { epoch, offset: 3 } })).toEqual([4, 5]);
    expect(client.ask({ type: "history", channel: "a", count: 2 })).toMatchObject({
      offset: 5,
      epoch,
      cursor: `${epoch}:4`,
    });
    expect(client.ask({ type: "history", channel: "a" })).toMatchObject({ cursor: null });
    expect(client.ask({ type: "history", channel: "empty" })).toMatchObject({ items: [], cursor: null });
  });

  test("says when a position is of another epoch or forgotten", () => {
    const test = filled(5);
    const client = test.connect();
    test.broker.retain(at, { messages: 2, ageMs: 3_600_000 });
    const { epoch } = test.broker.position(at);
    const read = (from: { epoch: string; offset: number }) =>
      client.ask({ type: "history", channel: "a", order: "asc", from });
    expect(read({ epoch: "other", offset: 1 })).toMatchObject({ code: "epoch_mismatch" });
    expect(read({ epoch, offset: 1 })).toMatchObject({ code: "history_gone" });
  });
});
