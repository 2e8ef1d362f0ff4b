import { expect, test } from "vitest";
import { Rig, welcome } from "../testing/rig.js";

const ok = (id: number) => ({ type: "ok", id, epoch: "e001", offset: id }) as const;
const request = (number: number, timeoutMs: number | null = null) =>
  ({ type: "ask", request: number, body: { type: "request", method: "rooms.get" }, timeoutMs }) as const;
const history = (number: number, timeoutMs: number | null = null) =>
  ({ type: "ask", request: number, body: { type: "history", channel: "chat" }, timeoutMs }) as const;
const ping = (number: number, timeoutMs: number | null) =>
  ({ type: "ask", request: number, body: { type: "ping" }, timeoutMs }) as const;
const limits = (inFlight: number) => ({ limits: { ...welcome.limits, inFlight } });

test("a publish is named after the instance, numbered, and settles with the answer", () => {
  const rig = new Rig().connected().publish(1).publish(2, { publishId: "mine" });
  expect(rig.sent("publish")).toMatchObject([
    { id: 2, publishId: "me:1", data: 1 },
    { id: 3, publishId: "mine", data: 2 },
  ]);
  expect(rig.frames(ok(2)).outcome(1)).toEqual({ status: "ok", frame: ok(2) });
  expect(rig.outcome(2)).toBeUndefined();
});

test("a request that the server refuses fails with the server's error", () => {
  const error = { code: "rate_limited", message: "Slower.", retryable: true, afterMs: 100 } as const;
  const rig = new Rig()
    .connected()
    .publish(1)
    .frames({ type: "error", id: 2, ...error });
  expect(rig.outcome(1)).toEqual({ status: "failed", error });
});

test("what is asked for before there is a connection waits for it", () => {
  const rig = new Rig().publish(1).publish(2).connected();
  expect(rig.sent("publish").map(({ data }) => data)).toEqual([1, 2]);
});

test("unanswered publishes go out again with the same id, in order, before newer ones", () => {
  const rig = new Rig().connected().publish(1).publish(2).cut().publish(3).clear().pass(250).connected();
  expect(rig.sent("publish").map(({ publishId }) => publishId)).toEqual(["me:1", "me:2", "me:3"]);
  expect(rig.frames(ok(2)).outcome(1)).toMatchObject({ status: "ok" });
});

test("beyond the server's window a publish would be twice, so it is unknown", () => {
  const rig = new Rig().connected({ windowMs: 5_000 }).publish(1).cut().input({ type: "network", online: false });
  rig.pass(6_000).input({ type: "network", online: true }).clear().connected({ windowMs: 5_000 });
  expect(rig.sent("publish")).toEqual([]);
  expect(rig.outcome(1)).toMatchObject({ status: "unknown", error: { code: "connection_lost" } });
});

test("history is asked for again, a request is unknown", () => {
  const rig = new Rig().connected().command(history(1)).command(request(2)).reconnecting();
  expect(rig.outcome(2)).toMatchObject({ status: "unknown", error: { code: "connection_lost" } });
  expect(rig.clear().connected().sent("history")).toEqual([{ type: "history", id: 2, channel: "chat" }]);
});

test("no more are unanswered than the server takes", () => {
  const rig = new Rig().connected(limits(2)).publish(1).publish(2).publish(3);
  expect(rig.sent("publish")).toHaveLength(2);
  expect(rig.frames(ok(2)).sent("publish")).toHaveLength(3);
});

test("a full transport holds back requests, and lets them go in order", () => {
  const rig = new Rig().connected().input({ type: "pressure", transport: 1, paused: true }).publish(1).publish(2);
  expect(rig.sent("publish")).toEqual([]);
  rig.input({ type: "pressure", transport: 1, paused: false });
  expect(rig.sent("publish").map(({ data }) => data)).toEqual([1, 2]);
});

test("a channel that is held back keeps its order, over connections, and holds back no other", () => {
  const data = (rig: Rig): unknown[] => rig.sent("publish").map((frame) => frame.data);
  const rig = new Rig()
    .command({ type: "hold", channel: "chat" })
    .publish(1)
    .publish(2, { channel: "news" })
    .publish(3);
  expect(data(rig.connected())).toEqual([2]);
  expect(data(rig.clear().reconnecting().connected().publish(4))).toEqual([2]);
  expect(data(rig.clear().command({ type: "letGo", channel: "chat" }))).toEqual([1, 3, 4]);
});

test("a channel goes on when the last of those who hold it lets go", () => {
  const hold = { type: "hold", channel: "chat" } as const;
  const letGo = { ...hold, type: "letGo" } as const;
  const rig = new Rig().connected().command(hold).command(hold).publish(1).command(letGo);
  expect(rig.sent("publish")).toEqual([]);
  expect(rig.command(letGo).sent("publish")).toHaveLength(1);
});

test("what is held back ends in time, and with the session", () => {
  const rig = new Rig().connected().command({ type: "hold", channel: "chat" });
  rig.publish(1, {}, { timeoutMs: 1_000 }).publish(2).pass(1_000);
  expect(rig.outcome(1)).toMatchObject({ status: "failed", error: { code: "timeout" } });
  expect(rig.command({ type: "close" }).outcome(2)).toMatchObject({ status: "failed", error: { code: "closed" } });
});

test("pressure is the transport's: the next one is not paused", () => {
  const rig = new Rig().connected().input({ type: "pressure", transport: 1, paused: true }).publish(1);
  expect(rig.reconnecting().connected().sent("publish")).toHaveLength(1);
});

test("a full queue rejects the new request", () => {
  const rig = new Rig({ queue: { count: 2 } }).publish(1).publish(2).publish(3);
  expect(rig.outcome(3)).toMatchObject({ status: "failed", error: { code: "queue_full", retryable: true } });
  expect(
    rig
      .connected()
      .sent("publish")
      .map(({ data }) => data),
  ).toEqual([1, 2]);
});

test("the bytes of a queue are bounded as well", () => {
  const rig = new Rig({ queue: { bytes: 250 } }).publish(1).publish(2).publish(3);
  expect(rig.outcome(3)).toMatchObject({ error: { code: "queue_full" } });
});

test("drop-oldest fails the oldest publish that waits, never another kind", () => {
  const rig = new Rig({ queue: { count: 2, policy: "drop-oldest" } }).command(history(9)).publish(1).publish(2);
  expect(rig.outcome(1)).toMatchObject({ status: "failed", error: { code: "queue_full" } });
  rig.command(history(10));
  expect(rig.outcome(2)).toMatchObject({ error: { code: "queue_full" } });
  rig.command(history(11));
  expect(rig.outcome(11)).toMatchObject({ error: { code: "queue_full" } });
});

test("a publish that was sent once and is dropped from the queue is unknown", () => {
  const rig = new Rig({ queue: { count: 1, policy: "drop-oldest" } }).connected().publish(1).cut().publish(2);
  expect(rig.outcome(1)).toMatchObject({ status: "unknown", error: { code: "queue_full" } });
});

test.each([
  ["a publish that was sent is unknown", (rig: Rig) => rig.connected().publish(1, {}, { timeoutMs: 1_000 }), "unknown"],
  ["a publish that waits has failed", (rig: Rig) => rig.publish(1, {}, { timeoutMs: 1_000 }), "failed"],
  ["a request that was sent is unknown", (rig: Rig) => rig.connected().command(request(1, 1_000)), "unknown"],
  ["a history has failed, for it changes nothing", (rig: Rig) => rig.connected().command(history(1, 1_000)), "failed"],
])("after its time %s", (_, ask, status) => {
  const rig = ask(new Rig()).pass(999);
  expect(rig.outcome(1)).toBeUndefined();
  expect(rig.pass(1).outcome(1)).toMatchObject({ status, error: { code: "timeout" } });
});

test("what is given up still counts until it is answered, because the server counts it", () => {
  const rig = new Rig().connected(limits(1)).publish(1, {}, { timeoutMs: 1_000 }).publish(2).pass(1_000);
  expect(rig.sent("publish")).toHaveLength(1);
  expect(rig.frames(ok(2)).sent("publish")).toHaveLength(2);
});

test("what is given up is not sent again", () => {
  const rig = new Rig()
    .connected()
    .publish(1)
    .command({ type: "cancel", request: 1 })
    .clear()
    .reconnecting()
    .connected();
  expect(rig.sent("publish")).toEqual([]);
});

test("cancelling settles at once, and once", () => {
  const rig = new Rig().publish(1).connected().publish(2);
  rig.command({ type: "cancel", request: 2 }).frames(ok(3)).command({ type: "cancel", request: 77 });
  expect(rig.outcome(2)).toMatchObject({ status: "unknown", error: { code: "cancelled" } });
});

test("a frame that the server does not take fails at once", () => {
  const rig = new Rig().connected().publish(1, {}, { bytes: 65_537 });
  expect(rig.outcome(1)).toMatchObject({ status: "failed", error: { code: "payload_too_large", retryable: false } });
  expect(rig.sent("publish")).toEqual([]);
});

test("a cast is sent while connected and dropped otherwise", () => {
  const cast = { type: "cast", method: "streams.candidate", params: { a: 1 } } as const;
  const rig = new Rig().command(cast).connected().command(cast);
  expect(rig.sent("cast")).toEqual([cast]);
});

test("a ping is answered by the pong of the same echo", () => {
  const rig = new Rig().connected().command(ping(4, 1_000));
  expect(rig.sent("ping")).toEqual([{ type: "ping", echo: "2" }]);
  rig.frames({ type: "pong", echo: "5" }, { type: "pong" });
  expect(rig.outcome(4)).toBeUndefined();
  expect(rig.frames({ type: "pong", echo: "2" }).outcome(4)).toEqual({
    status: "ok",
    frame: { type: "pong", echo: "2" },
  });
});

test("a ping fails at once while not connected, after its time, and with its connection", () => {
  const rig = new Rig().command(ping(1, null)).connected();
  rig.command(ping(2, 1_000)).pass(1_000);
  rig.command(ping(3, null)).cut();
  const codes = [1, 2, 3]
    .map((number) => rig.outcome(number))
    .map((each) => each?.status === "failed" && each.error.code);
  expect(codes).toEqual(["not_connected", "timeout", "connection_lost"]);
});

test("an answer to nothing is ignored, an error of nothing is told", () => {
  const error = { code: "channel_forbidden", message: "No.", retryable: false } as const;
  const rig = new Rig().connected().frames(ok(99), { type: "error", id: 99, ...error }, { type: "error", ...error });
  expect(rig.told("error")).toEqual([{ type: "error", error }]);
});

test("closing settles everything: what may have been carried out is unknown", () => {
  const rig = new Rig().connected(limits(1)).publish(1).publish(2).command({ type: "close" });
  expect(rig.outcome(1)).toMatchObject({ status: "unknown", error: { code: "closed" } });
  expect(rig.outcome(2)).toMatchObject({ status: "failed", error: { code: "closed" } });
  expect(rig.publish(3).outcome(3)).toMatchObject({ status: "failed", error: { code: "closed" } });
});
