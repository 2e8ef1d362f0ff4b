import { describe, expect, test, vi } from "vitest";
import { problem } from "../problem/platform-error.js";
import { TestHub } from "../testing/test-hub.js";
import type { Identity } from "./gate.js";

describe("before hello", () => {
  test.each([
    ["a frame of another type", { type: "subscribe", id: 1, channel: "a" }, 4007],
    ["a frame without a type", { id: 1 }, 4007],
    ["a list", [], 4007],
    ["a hello without a client", { type: "hello", id: 1, version: 1 }, 4007],
    ["another version", { type: "hello", id: 1, version: 2 }, 4006],
  ] as const)("%s ends the connection", (_, frame, code) => {
    const client = new TestHub().dial();
    client.connection.receive(frame);
    expect(client.closedWith?.code).toBe(code);
    expect(client.frames.map(({ type, retryable }) => [type, retryable])).toEqual([["bye", false]]);
  });

  test.each([
    ["no token", { token: undefined }, "missing_token"],
    ["a token that is none", { token: "forged" }, "invalid_token"],
  ])("%s ends the connection", (_, more, code) => {
    const hello = { ...more } as { token: string };
    const test = new TestHub();
    const client = test.dial();
    if (hello.token === undefined) {
      const instance = "0d8e5f0d-6a0b-4b53-9d0c-7c2e0c5b1f6d";
      client.ask({ type: "hello", version: 1, client: { name: "test", version: "1" }, instance });
    } else client.hello("forged");
    expect(client.of("bye")).toMatchObject([{ code, retryable: false }]);
    expect(client.closedWith).toEqual({ code: 4009, reason: code });
    expect(test.hub.size).toBe(0);
  });

  test("silence ends the connection in time", () => {
    const test = new TestHub({ helloMs: 10_000 });
    const client = test.dial();
    test.pass(9000);
    expect(client.closedWith).toBeUndefined();
    test.pass(2000);
    expect(client.closedWith).toEqual({ code: 4104, reason: "hello_timeout" });
  });

  test("a user who is kept out is sent away for good", () => {
    const test = new TestHub();
    test.registry.block("prj_test0001", "ada", test.now + 1000);
    expect(test.connect("ada").closedWith?.code).toBe(4010);
    expect(test.connect("bob").connection.isOpen).toBe(true);
  });
});

describe("an open connection", () => {
  test("answers what it cannot read, and closes where there is no id to answer to", () => {
    const client = new TestHub().connect();
    expect(client.ask({ type: "publish" })).toMatchObject({ type: "error", code: "bad_frame" });
    expect(client.ask({ type: "teleport" })).toMatchObject({ type: "error", code: "bad_frame" });
    expect(client.ask({ type: "hello" })).toMatchObject({ type: "error", code: "bad_frame" });
    expect(client.connection.isOpen).toBe(true);
    client.connection.receive({ type: "teleport" });
    expect(client.closedWith).toEqual({ code: 4007, reason: "bad_frame" });
  });

  test("answers pings, also with an echo, and takes signs of life", () => {
    const client = new TestHub().connect();
    client.connection.receive({ type: "ping", echo: "9f2c" });
    client.connection.receive({ type: "ping" });
    client.connection.receive({ type: "pong" });
    expect(client.of("pong")).toEqual([{ type: "pong", echo: "9f2c" }, { type: "pong" }]);
    expect(client.connection.isOpen).toBe(true);
  });

  test("is pinged when it hears nothing, and given up when it says nothing", () => {
    const test = new TestHub({ pingMs: 25_000, pongWaitMs: 10_000 });
    const [alive, dead] = [test.connect("ada"), test.connect("bob")];
    for (let round = 0; round < 4; round++) {
      test.pass(26_000);
      alive.connection.receive({ type: "pong" });
    }
    expect(alive.of("ping").length).toBeGreaterThanOrEqual(3);
    expect(alive.connection.isOpen).toBe(true);
    expect(dead.closedWith).toEqual({ code: 4201, reason: "ping_timeout" });
  });

  test("without subscription and request is closed after a long time", () => {
    const test = new TestHub({ idleMs: 60_000, pingMs: 1000, pongWaitMs: 1_000_000 });
    const [idle, busy] = [test.connect(null), test.connect(null)];
    busy.ask({ type: "subscribe", channel: "a" });
    test.pass(62_000);
    expect(idle.closedWith?.code).toBe(4202);
    expect(busy.connection.isOpen).toBe(true);
  });

  test("may publish so many messages a second, and is told when to go on", () => {
    const test = new TestHub({ messagesPerSecond: 2 });
    const client = test.connect();
    const publish = (n: number) => client.ask({ type: "publish", channel: "a", data: n, publishId: `p:${n}` });
    expect([publish(1), publish(2)]).toMatchObject([{ type: "ok" }, { type: "ok" }]);
    expect(publish(3)).toMatchObject({ type: "error", code: "rate_limited", retryable: true, afterMs: 500 });
    test.now += 500;
    expect(publish(3)).toMatchObject({ type: "ok" });
  });

  test("may send so many frames of any kind a second, and is told when to go on", () => {
    const test = new TestHub({ framesPerSecond: 4 });
    const client = test.connect();
    for (const echo of ["a", "b", "c", "d"]) client.connection.receive({ type: "ping", echo });
    expect(client.of("pong").map(({ echo }) => echo)).toEqual(["a", "b", "c"]);
    expect(client.ask({ type: "history", channel: "a" })).toMatchObject({
      type: "error",
      code: "rate_limited",
      retryable: true,
      afterMs: 500,
    });
    test.now += 750;
    expect(client.ask({ type: "history", channel: "a" })).toMatchObject({ type: "ok" });
    expect(client.connection.isOpen).toBe(true);
  });

  test("keeps a subscription that replaced one about to be withdrawn", () => {
    const test = new TestHub();
    const client = test.connect();
    client.ask({ type: "subscribe", channel: "a" });
    const [old] = client.connection.subscriptions?.values() ?? [];
    client.ask({ type: "subscribe", channel: "a" });
    if (old !== undefined) test.hub.feeds.withdraw(old, problem("channel_forbidden", "No longer."));
    expect(client.of("unsubscribed")).toEqual([]);
    test.publish("a", 1);
    expect(client.offsets).toEqual([1]);
  });

  test("that floods the platform is closed, and comes back later", () => {
    const test = new TestHub({ framesPerSecond: 100 });
    const client = test.connect();
    for (let n = 0; n < 10_000; n++) client.connection.receive({ type: "pong" });
    expect(client.of("bye")).toMatchObject([{ code: "rate_limited", retryable: true, afterMs: expect.any(Number) }]);
    expect(client.closedWith).toEqual({ code: 4105, reason: "rate_limited" });
    const early = test.dial();
    for (let n = 0; n < 10_000; n++) early.connection.receive({ type: "ping" });
    expect(early.closedWith?.code).toBe(4007);
  });

  test("may have so many subscriptions", () => {
    const client = new TestHub({ subscriptionsPerConnection: 2 }).connect();
    const subscribe = (channel: string) => client.ask({ type: "subscribe", channel });
    expect([subscribe("a"), subscribe("b"), subscribe("b")].map((answer) => answer?.["type"])).toEqual([
      "ok",
      "ok",
      "ok",
    ]);
    expect(subscribe("c")).toMatchObject({ type: "error", code: "limit_exceeded", channel: "c" });
    client.ask({ type: "unsubscribe", channel: "a" });
    expect(subscribe("c")).toMatchObject({ type: "ok" });
  });

  test("calls methods, with and without an answer", () => {
    const client = new TestHub().connect();
    expect(client.ask({ type: "request", method: "rooms.get", params: { room: "room_1" } })).toMatchObject({
      type: "ok",
      result: { method: "rooms.get", params: { room: "room_1" } },
    });
    client.connection.receive({ type: "cast", method: "rooms.get" });
    expect(client.connection.inFlight).toBe(0);
  });
});

describe("a defect of the platform", () => {
  test("is answered without its details, and reported", () => {
    const test = new TestHub();
    const client = test.connect();
    expect(client.ask({ type: "request", method: "defect" })).toMatchObject({
      code: "internal_error",
      message: expect.not.stringContaining("A defect."),
    });
    expect(test.defects).toMatchObject([{ message: "A defect." }]);
  });

  test("costs the connection in which it shows, and no other", () => {
    const test = new TestHub();
    const [broken, other] = [test.connect("ada"), test.connect("bob")];
    for (const client of [broken, other]) client.ask({ type: "subscribe", channel: "a" });
    const send = broken.send.bind(broken);
    broken.send = () => {
      broken.send = send;
      throw new Error("A defect.");
    };
    test.publish("a", 1);
    expect(other.offsets).toEqual([1]);
    expect(broken.closedWith).toEqual({ code: 4203, reason: "insufficient_state" });
    expect(test.defects).toMatchObject([{ message: "A defect." }]);
  });
});

describe("a slow client", () => {
  test("is sent away with its queue over the limit, and finds its session", () => {
    const test = new TestHub({ queueBytes: 1000 });
    const client = test.connect();
    client.ask({ type: "subscribe", channel: "a" });
    client.bufferedBytes = 1001;
    test.publish("a", 1);
    expect(client.of("bye")).toMatchObject([{ code: "slow_consumer", retryable: true }]);
    expect(client.closedWith?.code).toBe(4101);
    const session = String(client.of("welcome")[0]?.["session"]);
    expect(test.connect("ada", { resume: { session } }).of("welcome")).toMatchObject([{ resumed: true }]);
  });

  test("is sent away with its queue too old", () => {
    const test = new TestHub({ queueMs: 10_000 });
    const client = test.connect();
    client.sentBytes = client.bufferedBytes = 500;
    test.pass(9000);
    expect(client.connection.isOpen).toBe(true);
    test.pass(4000);
    expect(client.closedWith?.code).toBe(4101);
  });
});

describe("a token", () => {
  test("is asked to be renewed, and outlived for a while", () => {
    const test = new TestHub({ reauthMs: 30_000, expiryGraceMs: 25_000, pongWaitMs: 1_000_000 });
    test.tokenMs = 60_000;
    const client = test.connect();
    expect(client.of("welcome")).toMatchObject([{ tokenTtlMs: 60_000 }]);
    test.pass(29_000);
    expect(client.of("reauth")).toEqual([]);
    test.pass(2000);
    expect(client.of("reauth")).toEqual([{ type: "reauth", byMs: 30_000 }]);
    expect(client.of("message")).toMatchObject([
      { channel: "user:ada", event: "session.expiring", data: { data: { remainingSeconds: 30 } } },
    ]);
    test.pass(52_000);
    expect(client.connection.isOpen).toBe(true);
    test.pass(3000);
    expect(client.closedWith).toEqual({ code: 4103, reason: "token_expired" });
  });

  test("is renewed for the same subject only, and every subscription judged again", () => {
    const test = new TestHub({ pongWaitMs: 1_000_000 });
    test.tokenMs = 60_000;
    const client = test.connect();
    for (const channel of ["a", "b"]) client.ask({ type: "subscribe", channel });
    expect(client.ask({ type: "auth", token: "bob" })).toMatchObject({ type: "error", code: "invalid_token" });
    expect(client.ask({ type: "auth", token: "forged" })).toMatchObject({ type: "error", code: "invalid_token" });
    test.pass(31_000);
    test.forbidden.add("b");
    expect(client.ask({ type: "auth", token: "ada" })).toMatchObject({ type: "ok", tokenTtlMs: 60_000 });
    expect(client.of("unsubscribed")).toMatchObject([{ channel: "b", code: "channel_forbidden", retryable: false }]);
    test.publish("a", 1);
    test.publish("b", 1);
    expect(client.of("message").filter(({ event }) => event === undefined)).toMatchObject([{ channel: "a" }]);
    test.pass(40_000);
    expect(client.connection.isOpen).toBe(true);
  });

  test("is judged to the end for a connection that is lost meanwhile, which is nobody's defect", async () => {
    const test = new TestHub();
    const client = test.connect();
    const { gate } = test.hub;
    const judged = Promise.withResolvers<Identity>();
    vi.spyOn(gate, "authenticate").mockReturnValueOnce(judged.promise);
    client.ask({ type: "auth", token: "ada" });
    client.connection.closed();
    judged.resolve(await gate.authenticate("ada"));
    await new Promise((resolve) => void setImmediate(resolve));
    expect(test.defects).toEqual([]);
  });
});

describe("an operator", () => {
  test("spreads the return of many clients over the stated time", () => {
    const test = new TestHub({ drainSpreadMs: 20 });
    const clients = Array.from({ length: 4 }, (_, n) => test.connect(["ada", "bob", "eve", "ada"][n]));
    test.hub.drain();
    const waits = clients.flatMap((client) => client.of("bye")).map((bye) => bye["afterMs"]);
    expect(waits).toEqual([5, 10, 15, 20]);
  });

  test("ends a connection, a channel, everything", () => {
    const test = new TestHub({ drainSpreadMs: 1000 });
    const [one, two, three] = [test.connect("ada"), test.connect("bob"), test.connect("eve")];
    two.ask({ type: "subscribe", channel: "a" });
    one.connection.terminate({ code: "terminated", reason: "Go." });
    expect(one.closedWith?.code).toBe(4010);
    two.connection.unsubscribe("a");
    expect(two.of("unsubscribed")).toMatchObject([{ channel: "a", code: "gone" }]);
    test.hub.drain();
    expect([two, three].flatMap((client) => client.of("bye"))).toMatchObject([
      { code: "draining", retryable: true, afterMs: 10 },
      { code: "draining", retryable: true, afterMs: 20 },
    ]);
    const late = test.dial();
    expect(late.closedWith?.code).toBe(4102);
    expect(late.of("bye")).toMatchObject([{ code: "draining", afterMs: 1000 }]);
    expect(test.hub.size).toBe(0);
    expect(test.defects).toEqual([]);
  });
});
