import { expect, test } from "vitest";
import { Rig, welcome } from "../testing/rig.js";

const connect = { type: "connect" } as const;
const disconnect = { type: "disconnect" } as const;
const hold = { type: "hold", channel: "chat" } as const;
const letGo = { type: "letGo", channel: "chat" } as const;
const published = (rig: Rig): unknown[] => rig.sent("publish").map(({ data }) => data);

test("letting go more often than holding saves nothing up for the next hold", () => {
  const rig = new Rig().connected().command(letGo).command(hold).command(letGo).command(letGo).command(hold);
  expect(published(rig.publish(1))).toEqual([]);
  expect(published(rig.command(letGo))).toEqual([1]);
});

test("what is held goes out when the last one lets go, in its order, and what ended meanwhile does not", () => {
  const rig = new Rig().connected().command(hold).command(hold);
  rig.publish(1).publish(2, {}, { timeoutMs: 1_000 }).publish(3).publish(4).command({ type: "cancel", request: 3 });
  expect(published(rig.pass(1_000).command(letGo))).toEqual([]);
  expect([rig.outcome(2)?.status, rig.outcome(3)?.status]).toEqual(["failed", "failed"]);
  expect(published(rig.command(letGo))).toEqual([1, 4]);
});

test("what was sent before the hold comes first when it goes out again, and only when nobody holds any more", () => {
  const rig = new Rig().connected().publish(1).command(hold).publish(2).cut().pass(250).clear().connected();
  expect(published(rig.publish(3, { channel: "other" }))).toEqual([3]);
  expect(published(rig.command(letGo))).toEqual([3, 1, 2]);
});

test("a full queue of what is held takes nothing from other channels but the room", () => {
  const rig = new Rig({ queue: { count: 2, policy: "drop-oldest" } }).connected().command(hold).publish(1).publish(2);
  rig.publish(3, { channel: "other" });
  expect(rig.outcome(1)).toMatchObject({ status: "failed", error: { code: "queue_full" } });
  expect(published(rig)).toEqual([3]);
  expect(published(rig.command(letGo))).toEqual([3, 2]);
});

test("a session that ends settles what is held", () => {
  const rig = new Rig().connected().command(hold).publish(1).command({ type: "close" });
  expect(rig.outcome(1)).toMatchObject({ status: "failed", error: { code: "closed" } });
  expect(rig.command(letGo).outcome(1)?.status).toBe("failed");
});

test("a welcome that comes after a disconnect is not heard, whatever is connecting by then", () => {
  const rig = new Rig().command(connect).input({ type: "token", token: "t" }).opened();
  const first = rig.transport;
  rig.command(disconnect).input({ type: "frame", transport: first, frame: welcome });
  expect(rig.session.state).toEqual({ status: "idle" });
  rig.command(connect).opened().input({ type: "frame", transport: first, frame: welcome });
  expect([rig.session.state.status, rig.transport]).toEqual(["connecting", first + 1]);
  expect(rig.frames(welcome).session.state.status).toBe("connected");
});

test("disconnecting and connecting over and over leaves one transport and one wake", () => {
  const rig = new Rig().subscribe(1).connected().subscribeOk();
  for (let times = 0; times < 20; times++)
    rig.command(disconnect).command(disconnect).command(connect).command(connect);
  expect([rig.of("open").length, rig.of("close").length]).toEqual([21, 20]);
  rig.clear().connected({ resumed: true });
  expect(rig.sent("hello")).toMatchObject([
    { resume: { session: welcome.session }, subscriptions: [{ channel: "chat" }] },
  ]);
});

test("a token that is fetched for a connection which is let go is there for the next", () => {
  const rig = new Rig().connected({ tokenTtlMs: 60_000 }).pass(31_500);
  expect(rig.of("fetchToken")).toHaveLength(2);
  rig.command(disconnect).input({ type: "token", token: "token-2" }).clear().command(connect).opened();
  expect([rig.of("fetchToken").length, rig.sent("hello")[0]?.token]).toEqual([0, "token-2"]);
});

test("a provider that fails after a disconnect is asked again by the next connect, and nobody is told", () => {
  const rig = new Rig().command(connect).command(disconnect).clear();
  rig.input({ type: "tokenFailed", message: "No.", final: false, cause: null });
  expect([rig.session.state.status, rig.effects.length]).toEqual(["idle", 0]);
  expect(rig.command(connect).of("fetchToken")).toHaveLength(1);
});

test("a sign of life that was asked for before a disconnect is not missed after it", () => {
  const rig = new Rig().connected().input({ type: "resumed" }).command(disconnect).pass(60_000);
  expect(rig.command(connect).opened().frames(welcome).pass(10_000).session.state.status).toBe("connected");
});

test("connecting while offline waits for the network, also after a disconnect", () => {
  const rig = new Rig().connected().input({ type: "network", online: false }).command(disconnect).clear();
  expect(rig.command(connect).pass(1e6).of("open")).toEqual([]);
  expect(rig.input({ type: "network", online: true }).of("open")).toHaveLength(1);
});

test("an unanswered publish is not sent again by a connect that comes after the server's window", () => {
  const rig = new Rig()
    .connected()
    .publish(1)
    .command(disconnect)
    .pass(welcome.windowMs + 1)
    .clear();
  expect(published(rig.command(connect).opened().frames(welcome))).toEqual([]);
  expect(rig.outcome(1)).toMatchObject({ status: "unknown" });
});

test("providers that fail and servers that say goodbye at once use attempts up, time without a network does not", () => {
  const rig = new Rig({ attempts: 3 }).command(connect);
  rig
    .input({ type: "tokenFailed", message: "No.", final: false, cause: null })
    .input({ type: "network", online: false });
  rig.pass(1e6).input({ type: "network", online: true }).input({ type: "token", token: "t" }).opened();
  rig.frames({ type: "bye", code: "restart", message: "Bye.", retryable: true });
  expect(rig.session.state.status).toBe("reconnecting");
  expect(rig.pass(1_000).cut(1013, "").session.state).toMatchObject({
    status: "failed",
    error: { code: "attempts_exhausted", cause: { closeCode: 1013 } },
  });
});

test("the one attempt there is may still need a fresh token", () => {
  const rig = new Rig({ attempts: 1 }).command(connect).input({ type: "token", token: "old" }).opened();
  rig.frames({ type: "error", id: 1, code: "token_expired", message: "Too old.", retryable: true });
  expect(rig.pass(0).input({ type: "token", token: "new" }).opened().frames(welcome).session.state.status).toBe(
    "connected",
  );
  expect(rig.cut().pass(250).cut().session.state).toMatchObject({ error: { code: "attempts_exhausted" } });
});

test("a cause that the transport knows joins the error that the close code means, and decides nothing", () => {
  const cause = new Error("connect ECONNREFUSED");
  const ended = (code: number, reason = "") =>
    new Rig().connected().input({ type: "closed", transport: 1, code, reason, why: { cause } }).session.state;
  expect(ended(1006)).toMatchObject({
    status: "reconnecting",
    error: { code: "connection_lost", closeCode: 1006, cause },
  });
  expect(ended(4009, "token_revoked")).toMatchObject({ status: "failed", error: { code: "token_revoked", cause } });
});
