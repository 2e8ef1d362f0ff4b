import { expect, test } from "vitest";
import { Rig } from "../testing/rig.js";

const forbidden = { code: "channel_forbidden", message: "No.", retryable: false } as const;
const unavailable = { code: "unavailable", message: "Later.", retryable: true } as const;

test("subscriptions travel inside hello, so that connecting takes one round trip", () => {
  const rig = new Rig().subscribe(1, "chat", { mode: ["message"] }).connected();
  expect(rig.sent("hello")[0]?.subscriptions).toEqual([{ id: 2, channel: "chat", mode: ["message"] }]);
  expect(rig.sent("subscribe")).toEqual([]);
});

test("beyond 200 they follow after welcome", () => {
  const rig = new Rig();
  for (let number = 1; number <= 203; number++) rig.subscribe(number, `chat-${number}`);
  rig.connected({ limits: { frameBytes: 65_536, subscriptions: 500, inFlight: 500, messagesPerSecond: 50 } });
  expect(rig.sent("hello")[0]?.subscriptions).toHaveLength(200);
  expect(rig.sent("subscribe").map(({ channel }) => channel)).toEqual(["chat-201", "chat-202", "chat-203"]);
});

test("what makes hello too large follows after welcome", () => {
  const token = "x".repeat(10_000);
  const rig = new Rig()
    .subscribe(1, "a", { token })
    .subscribe(2, "b", { token })
    .subscribe(3, "c", { token })
    .connected();
  expect(rig.sent("hello")[0]?.subscriptions).toHaveLength(2);
  expect(rig.sent("subscribe")).toMatchObject([{ channel: "c" }]);
});

test("the answer is told with its position, live when all is there", () => {
  const rig = new Rig().connected().subscribe(1).subscribeOk({ offset: 7 }).frames({ type: "live", channel: "chat" });
  expect(rig.told("subscription").map(({ state }) => state)).toEqual([
    { status: "subscribed", position: { epoch: "e001", offset: 7 }, recovered: "none" },
  ]);
  expect(rig.told("live")).toEqual([{ type: "live", subscription: 1 }]);
});

test("an application that knows a position goes on from there", () => {
  const since = { epoch: "e001", offset: 7 };
  const rig = new Rig().connected().subscribe(1, "chat", { since, rewind: { count: 3 } });
  expect(rig.sent("subscribe")).toEqual([{ type: "subscribe", id: 2, channel: "chat", since }]);
  expect(rig.subscribeOk({ offset: 7, recovered: "yes" }).message(8).offsets).toEqual([8]);
});

test("rewind is for the first time only", () => {
  const rig = new Rig()
    .connected()
    .subscribe(1, "chat", { rewind: { count: 3 } })
    .subscribeOk()
    .message(1);
  expect(rig.sent("subscribe")[0]?.rewind).toEqual({ count: 3 });
  const again = rig.reconnecting().opened().sent("hello").at(-1)?.subscriptions?.[0];
  expect(again).toEqual({ id: 2, channel: "chat", since: { epoch: "e001", offset: 1 } });
});

test("several subscriptions of one channel are told apart by a number, the first has none", () => {
  const rig = new Rig().connected().subscribe(1).subscribe(2);
  const [first, second] = rig.sent("subscribe");
  expect([first?.subscription, second?.subscription]).toEqual([undefined, 1]);
  rig.frames({ type: "ok", id: 2, epoch: "e001", offset: 0, recovered: "none" });
  rig.frames({ type: "ok", id: 3, epoch: "e001", offset: 0, recovered: "none" });
  rig.message(1).message(1, { subscription: 1 });
  expect(rig.told("message").map(({ subscription }) => subscription)).toEqual([1, 2]);
});

test("what comes before the answer is of an older subscription and dropped", () => {
  const rig = new Rig().connected().subscribe(1).subscribeOk().command({ type: "unsubscribe", subscription: 1 });
  rig.subscribe(2).message(1).message(2);
  expect(rig.offsets).toEqual([]);
  expect(rig.subscribeOk({ offset: 2 }).message(3).told("message")).toMatchObject([{ subscription: 2 }]);
});

test("unsubscribing tells the server and ends without an error", () => {
  const rig = new Rig()
    .connected()
    .subscribe(1)
    .subscribeOk()
    .clear()
    .command({ type: "unsubscribe", subscription: 1 });
  expect(rig.sent("unsubscribe")).toEqual([{ type: "unsubscribe", id: 3, channel: "chat" }]);
  expect(rig.told("subscription")).toEqual([
    { type: "subscription", subscription: 1, state: { status: "unsubscribed" } },
  ]);
  expect(rig.message(1).offsets).toEqual([]);
  expect(rig.reconnecting().opened().sent("hello")[0]?.subscriptions).toBeUndefined();
});

test("a refusal for good ends it with the error", () => {
  const rig = new Rig()
    .connected()
    .subscribe(1)
    .frames({ type: "error", id: 2, ...forbidden });
  expect(rig.told("subscription")).toEqual([
    { type: "subscription", subscription: 1, state: { status: "unsubscribed", error: forbidden } },
  ]);
  expect(rig.clear().pass(60_000).sent("subscribe")).toEqual([]);
});

test("a refusal for now is tried again, not before `afterMs`", () => {
  const rig = new Rig()
    .connected()
    .subscribe(1)
    .frames({ type: "error", id: 2, ...unavailable, afterMs: 2_000 });
  expect(rig.told("subscription")).toMatchObject([{ state: { status: "resubscribing", position: null } }]);
  expect(rig.clear().pass(2_000).sent("subscribe")).toEqual([]);
  expect(rig.pass(1_000).sent("subscribe")).toHaveLength(1);
});

test.each([
  ["for good", forbidden, "unsubscribed"],
  ["for now", unavailable, "resubscribing"],
] as const)("a subscription that the server withdraws %s is %s", (_, reason, status) => {
  const rig = new Rig().connected().subscribe(1).subscribeOk().clear();
  rig.frames({ type: "unsubscribed", channel: "chat", ...reason });
  expect(rig.told("subscription")).toMatchObject([{ state: { status, error: reason } }]);
  expect(rig.message(1).offsets).toEqual([]);
});

test("an answer without a position is no answer", () => {
  const rig = new Rig().connected().subscribe(1).frames({ type: "ok", id: 2 });
  expect(rig.told("subscription")).toMatchObject([
    { state: { status: "resubscribing", error: { code: "decode_failed" } } },
  ]);
});

test("a subscription that is not answered is asked for again", () => {
  const rig = new Rig().connected().subscribe(1).clear().frames({ type: "ping" }).pass(11_000);
  expect(rig.sent("subscribe")).toHaveLength(1);
});

test("the inbox holds without being asked for, resumes from its position, and finds its holes", () => {
  const inbox = { channel: "user:ada", epoch: "e001", offset: 7, recovered: "none", count: 0 } as const;
  const rig = new Rig().connected({ inbox });
  rig.message(8, { channel: "user:ada" }).message(8, { channel: "user:ada" });
  expect(rig.told("direct").map(({ frame }) => frame)).toMatchObject([{ epoch: "e001", offset: 8 }]);
  rig.message(10, { channel: "user:ada" });
  expect(rig.session.state.status).toBe("reconnecting");
  expect(rig.pass(0).opened().sent("hello").at(-1)?.inbox).toEqual({ epoch: "e001", offset: 8 });
});

test("a message to this connection alone is direct", () => {
  const rig = new Rig().connected().frames({ type: "message", channel: "connection", data: "hi" });
  expect(rig.told("direct")).toMatchObject([{ frame: { data: "hi" } }]);
});
