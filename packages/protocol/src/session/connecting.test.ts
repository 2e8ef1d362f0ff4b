import { expect, test } from "vitest";
import { Rig, welcome } from "../testing/rig.js";
import type { SessionError } from "./session-error.js";

const bye = (code: "draining" | "restart" | "terminated" | "insufficient_state", retryable = true) =>
  ({ type: "bye", code, message: "Bye.", retryable }) as const;
/** The wait until the next attempt. */
const wait = (rig: Rig): number | null => {
  const { state } = rig.session;
  return state.status === "reconnecting" && state.retryAt !== null ? state.retryAt - rig.now : null;
};

test("from idle to connected, each state told with the one before", () => {
  const rig = new Rig().connected({ resumed: false });
  expect(rig.told("state").map(({ state, previous }) => [previous.status, state.status])).toEqual([
    ["idle", "connecting"],
    ["connecting", "connected"],
  ]);
  const { connection, user } = welcome;
  expect(rig.session.state).toEqual({ status: "connected", connection, user, resumed: false, since: 0 });
  expect(rig.session.limits).toEqual(welcome.limits);
});

test("hello says who we are and what we can", () => {
  const rig = new Rig({ capabilities: ["batch", "cbor"] }).connected();
  expect(rig.sent("hello")[0]).toEqual({
    type: "hello",
    id: 1,
    version: 1,
    client: { name: "test", version: "1.0.0" },
    instance: "me",
    capabilities: ["batch", "cbor"],
    token: "token-1",
  });
});

test("connecting twice is connecting once", () => {
  expect(new Rig().connected().command({ type: "connect" }).of("open")).toHaveLength(1);
});

test("there is one transport at a time, and an older one is not heard", () => {
  const rig = new Rig().connected().reconnecting().opened();
  rig
    .input({ type: "frame", transport: 1, frame: welcome })
    .input({ type: "closed", transport: 1, code: 1000, reason: "" });
  expect(rig.session.state.status).toBe("reconnecting");
  expect(rig.connected().session.state.status).toBe("connected");
  expect(rig.of("open").map(({ transport }) => transport)).toEqual([1, 2]);
});

test("a lost connection comes back within 250 ms, later attempts with growing jitter up to the longest", () => {
  const waits = (random: number): (number | null)[] => {
    const rig = new Rig({ random: () => random }).connected().cut();
    return Array.from({ length: 30 }, () => {
      const ms = wait(rig);
      rig.pass(ms ?? 0).cut();
      return ms;
    });
  };
  const longest = waits(1);
  expect(longest.slice(0, 4)).toEqual([250, 400, 480, 576]);
  expect(longest.at(-1)).toBeCloseTo(20_000);
  expect(Math.min(...waits(0.01).slice(1).map(Number))).toBeGreaterThanOrEqual(200);
});

test("the server's hint replaces the back-off", () => {
  const rig = new Rig({ random: () => 1 }).connected({ retry: { minMs: 2_000, maxMs: 3_000 } }).reconnecting();
  expect(wait(rig.cut())).toBe(2_000);
});

test("a connection that lived ten seconds begins the back-off anew, a shorter one does not", () => {
  const second = (life: number): number | null =>
    wait(new Rig().connected().reconnecting().connected().pass(life).cut());
  expect(second(9_999)).toBe(300);
  expect(second(10_000)).toBe(125);
});

test("`afterMs` is a floor, also for what would retry at once", () => {
  const rig = new Rig().connected().frames({ ...bye("draining"), afterMs: 1_500 });
  expect(wait(rig)).toBe(1_625);
  expect(wait(rig.input({ type: "resumed" }))).toBe(1_500);
});

test.each([1000, 4000, 4001, 4099])("close code %i of the server is final", (code) => {
  const rig = new Rig().connected().cut(code);
  expect(rig.session.state).toMatchObject({ status: "failed", error: { closeCode: code } });
  expect(rig.clear().pass(1e6).effects).toEqual([]);
});

test.each([4200, 4204, 4299])("close code %i comes back at once", (code) => {
  expect(new Rig().connected().clear().cut(code).of("open")).toHaveLength(1);
});

test("at once means once: a server that keeps saying so is met with back-off", () => {
  const rig = new Rig().connected().cut(4200).connected().cut(4200);
  expect(wait(rig)).toBe(300);
});

test.each([1001, 1005, 1006, 1012, 1013, 1009, 4100, 4199, 4300, 4999])("close code %i backs off", (code) => {
  expect(wait(new Rig().connected().cut(code))).toBe(125);
});

test("a transport that knows why it did not come about is believed", () => {
  const refused = (error: SessionError): Rig => {
    const rig = new Rig().command({ type: "connect" }).input({ type: "token", token: "t" });
    return rig.input({ type: "closed", transport: 1, code: 1006, reason: "", why: error });
  };
  const error = { code: "status_404", message: "Nothing here.", retryable: false, cause: "why" };
  expect(refused(error).session.state).toEqual({ status: "failed", error });
  const busy = refused({ code: "unavailable", message: "Busy.", retryable: true, afterMs: 3_000 });
  expect(busy.session.state).toMatchObject({ status: "reconnecting", error: { code: "unavailable" } });
  expect(wait(busy)).toBe(3_125);
  expect(refused({ ...error, code: "invalid_token" }).of("fetchToken")).toHaveLength(2);
});

test("a `bye` is acted on at once: the transport is closed, not awaited", () => {
  const rig = new Rig().connected().clear().frames(bye("draining"));
  expect(rig.of("close")).toEqual([{ type: "close", transport: 1, code: 1000, reason: "draining" }]);
  expect(rig.session.state).toMatchObject({ status: "reconnecting", error: { code: "draining", message: "Bye." } });
});

test("a `bye` for good is final, one of an at-once code comes back at once", () => {
  expect(new Rig().connected().frames(bye("terminated", false)).session.state.status).toBe("failed");
  expect(new Rig().connected().clear().frames(bye("restart")).of("open")).toHaveLength(1);
});

test("a draining server may name another address, for one attempt", () => {
  const rig = new Rig()
    .connected()
    .clear()
    .frames({ ...bye("draining"), to: "wss://b.example/" })
    .pass(125)
    .cut()
    .pass(300);
  expect(rig.of("open").map(({ url }) => url)).toEqual(["wss://b.example/", undefined]);
});

test("the session is resumed with its key, unless the server lost it", () => {
  const resumed = (rig: Rig): unknown => rig.pass(250).opened().sent("hello").at(-1)?.resume;
  expect(resumed(new Rig().connected().cut())).toEqual({ session: "secret-1" });
  expect(resumed(new Rig().connected().frames(bye("insufficient_state")))).toBeUndefined();
  expect(resumed(new Rig().connected().cut(4204))).toBeUndefined();
});

test("an error that answers hello ends the attempt, for good or for now", () => {
  const refused = (retryable: boolean): Rig =>
    new Rig()
      .command({ type: "connect" })
      .input({ type: "token", token: "t" })
      .opened()
      .frames({
        type: "error",
        id: 1,
        code: retryable ? "over_capacity" : "unsupported_version",
        message: "No.",
        retryable,
      });
  expect(refused(false).session.state).toMatchObject({ status: "failed", error: { code: "unsupported_version" } });
  expect(refused(true).session.state).toMatchObject({ status: "reconnecting", error: { code: "over_capacity" } });
});

test("an attempt that takes ten seconds is given up and its transport detached", () => {
  const rig = new Rig().command({ type: "connect" }).input({ type: "token", token: "t" }).pass(10_000);
  expect(rig.of("close")).toMatchObject([{ transport: 1 }]);
  expect(rig.session.state).toMatchObject({ status: "reconnecting", error: { code: "timeout" } });
});

test("after as many attempts as are allowed the session fails, with the last failure as the cause", () => {
  const rig = new Rig({ attempts: 3 }).command({ type: "connect" }).input({ type: "token", token: "t" });
  rig.cut().pass(250).cut(4100).pass(1_000);
  expect(rig.session.state.status).toBe("reconnecting");
  rig.clear().cut(1013);
  expect(rig.session.state).toMatchObject({
    status: "failed",
    error: { code: "attempts_exhausted", retryable: true, cause: { code: "connection_lost", closeCode: 1013 } },
  });
  expect(rig.pass(1e6).of("open")).toEqual([]);
});

test("attempts are counted anew after a connection, and after a disconnect; a connection that is lost is none", () => {
  const rig = new Rig({ attempts: 2 }).connected().cut().pass(250).cut().pass(1_000).connected();
  rig.cut().pass(1_000).cut();
  expect(rig.session.state.status).toBe("reconnecting");
  rig.command({ type: "disconnect" }).command({ type: "connect" }).cut();
  expect(rig.session.state.status).toBe("reconnecting");
  expect(rig.pass(1_000).cut().session.state.status).toBe("failed");
});

test("the fresh token after a refused one is part of the same attempt", () => {
  const rig = new Rig({ attempts: 1 }).command({ type: "connect" }).input({ type: "token", token: "t1" }).opened();
  rig.frames({ type: "error", id: 1, code: "token_expired", message: "No.", retryable: true });
  expect(rig.input({ type: "token", token: "t2" }).connected().session.state.status).toBe("connected");
});

test("offline waits, online goes on at once", () => {
  const rig = new Rig().connected().input({ type: "network", online: false }).clear().cut();
  expect(rig.session.state).toMatchObject({ status: "reconnecting", retryAt: null });
  expect(rig.pass(1e6).of("open")).toEqual([]);
  expect(rig.input({ type: "network", online: true }).of("open")).toHaveLength(1);
});

test("a host that goes offline while waiting shows no time of retry", () => {
  const rig = new Rig().connected().cut().input({ type: "network", online: false });
  expect(rig.session.state).toMatchObject({ retryAt: null });
});

test("a session may begin offline", () => {
  const rig = new Rig().input({ type: "network", online: false }).command({ type: "connect" });
  expect(rig.session.state.status).toBe("connecting");
  expect(rig.input({ type: "network", online: true }).of("fetchToken")).toHaveLength(1);
});

test("each attempt is told once, with a number of its own and a whole number for its time", () => {
  const rig = new Rig({ random: () => 0.123 }).connected().cut().pass(250).cut();
  rig.input({ type: "network", online: false }).input({ type: "network", online: true }).pass(1_000).connected().cut();
  const states = rig.told("state").flatMap(({ state }) => (state.status === "reconnecting" ? [state] : []));
  expect(states.map(({ attempt, retryAt }) => [attempt, retryAt])).toEqual([
    [1, 31],
    [2, 475],
    [1, 1_485],
  ]);
});

test("a host that wakes up retries at once", () => {
  expect(new Rig().connected().cut().clear().input({ type: "resumed" }).of("open")).toHaveLength(1);
});

test("what is no frame closes with 1002 and reconnects", () => {
  const rig = new Rig()
    .connected()
    .clear()
    .input({ type: "malformed", transport: 1, message: "The frame is not JSON." });
  expect(rig.of("close")).toMatchObject([{ code: 1002 }]);
  expect(rig.session.state).toMatchObject({ status: "reconnecting", error: { code: "decode_failed" } });
});

test("a frame of an unknown type is told and nothing else", () => {
  const rig = new Rig().connected().clear();
  rig.input({ type: "frame", transport: 1, frame: { type: "hologram", x: 1 } as never });
  expect(rig.told("unknown")).toEqual([{ type: "unknown", frame: { type: "hologram", x: 1 } }]);
  expect(rig.session.state.status).toBe("connected");
});

test("a cast of the server is told", () => {
  const frame = { type: "cast", method: "streams.offer" } as const;
  expect(new Rig().connected().frames(frame).told("cast")).toEqual([{ type: "cast", frame }]);
});

test("`resumable` says whether the server still keeps the session", () => {
  const rig = new Rig().connected({ windowMs: 1_000 }).cut();
  expect(rig.session.state).toMatchObject({ resumable: true, since: 0 });
  expect(rig.pass(900).cut().pass(900).cut().session.state).toMatchObject({ resumable: false, since: 0 });
});

test("a session that is disconnected is idle, tells the server that it may come back, and nothing but `connect` wakes it", () => {
  const rig = new Rig().connected().clear().command({ type: "disconnect" });
  expect(rig.of("close")).toEqual([{ type: "close", transport: 1, code: 1001, reason: "disconnected" }]);
  expect(rig.told("state")).toMatchObject([{ state: { status: "idle" }, previous: { status: "connected" } }]);
  rig.clear().command({ type: "disconnect" }).subscribe(1).publish(2).input({ type: "resumed" });
  rig.input({ type: "network", online: false }).input({ type: "network", online: true }).pass(1e6);
  expect([...rig.of("open"), ...rig.of("fetchToken"), ...rig.told("state")]).toEqual([]);
  expect(rig.command({ type: "connect" }).of("open")).toHaveLength(1);
});

test("after a disconnect the session is resumed, subscriptions go on from their positions, and publishes are sent again", () => {
  const rig = new Rig().subscribe(1).connected().subscribeOk({ offset: 5 }).message(6).publish(2);
  const [first] = rig.sent("publish");
  rig.command({ type: "disconnect" });
  expect(rig.told("subscription").at(-1)?.state).toMatchObject({ status: "resubscribing", position: { offset: 6 } });
  rig.publish(3).clear().command({ type: "connect" }).connected({ resumed: true });
  expect(rig.sent("hello")[0]).toMatchObject({
    resume: { session: "secret-1" },
    subscriptions: [{ channel: "chat", since: { epoch: "e001", offset: 6 } }],
  });
  expect(rig.sent("publish").map(({ data }) => data)).toEqual([2, 3]);
  expect(rig.sent("publish")[0]?.publishId).toBe(first?.publishId);
});

test("a disconnect ends a request that cannot be repeated, and time still ends what waits", () => {
  const rig = new Rig().connected();
  rig.command({ type: "ask", request: 1, body: { type: "request", method: "rooms.get" }, timeoutMs: null });
  rig.command({ type: "disconnect" }).publish(2, {}, { timeoutMs: 1_000 }).pass(1_000);
  expect(rig.outcome(1)).toMatchObject({ status: "unknown", error: { code: "not_connected" } });
  expect(rig.outcome(2)).toMatchObject({ status: "failed", error: { code: "timeout" } });
});

test("a disconnect ends attempts and waits for attempts, and the next ones begin anew", () => {
  const disconnect = { type: "disconnect" } as const;
  const fetching = new Rig().command({ type: "connect" }).command(disconnect).input({ type: "token", token: "t" });
  expect(fetching.of("open")).toEqual([]);
  expect(fetching.command({ type: "connect" }).of("open")).toHaveLength(1);
  const waiting = new Rig().connected().reconnecting().cut().clear().command(disconnect).pass(1e6);
  expect(waiting.of("open")).toEqual([]);
  expect(waiting.wakeAt).toBeNull();
  expect(wait(waiting.command({ type: "connect" }).cut())).toBe(125);
});

test("a disconnected session can be closed, a closed one not be disconnected", () => {
  const rig = new Rig().subscribe(1).connected().command({ type: "disconnect" }).command({ type: "close" });
  expect(rig.told("subscription").at(-1)?.state).toEqual({ status: "unsubscribed" });
  expect(rig.command({ type: "disconnect" }).session.state).toEqual({ status: "closed" });
});

test("close tells the server, ends every subscription and leaves nothing to wake for", () => {
  const rig = new Rig().subscribe(1).connected().clear().command({ type: "close" });
  expect(rig.of("close")).toMatchObject([{ code: 1000 }]);
  expect(rig.told("subscription")).toMatchObject([{ state: { status: "unsubscribed" } }]);
  expect(rig.session.state).toEqual({ status: "closed" });
  expect(rig.wakeAt).toBeNull();
});

test("after the end everything is refused at once, and nothing is done", () => {
  const rig = new Rig().connected().command({ type: "close" }).clear();
  rig.command({ type: "close" }).command({ type: "connect" }).subscribe(2).publish(3).input({ type: "resumed" });
  rig.input({ type: "token", token: "late" }).input({ type: "network", online: true }).pass(1e6);
  expect(rig.effects.map((each) => (each.type === "emit" ? each.event.type : each.type))).toEqual([
    "subscription",
    "settled",
  ]);
});
