import { describe, expect, test, vi } from "vitest";
import { AbortError } from "../errors/abort-error.js";
import { ConfigurationError } from "../errors/configuration-error.js";
import { connectable } from "../../test/realtime.js";
import { callbackAuthorization } from "./callback-authorization.js";
import { ClosedError } from "./closed-error.js";
import { RealtimeError } from "./realtime-error.js";
import { Realtime } from "./realtime.js";

describe("connecting", () => {
  test("tells its states, and is done when the server has welcomed it", async () => {
    const { realtime, transport } = connectable();
    const states: string[] = [];
    realtime.on("state", ({ status }) => states.push(status));
    expect(realtime.state.status).toBe("idle");
    await realtime.connect();
    expect(states).toEqual(["connecting", "connected"]);
    expect(realtime.state).toMatchObject({ status: "connected", connection: "conn_memory" });
    expect(transport.connection.url).toBe("wss://platform.test/v1/socket");
  });

  test("happens once, however often and by whatever it is asked for", async () => {
    const { realtime, transport } = connectable();
    await Promise.all([realtime.connect(), realtime.connect(), realtime.request("rooms.get")]);
    expect(transport.connections).toHaveLength(1);
  });

  test("sends the token in the first frame and nowhere else", async () => {
    const { realtime, transport } = connectable({ token: async () => "secret" });
    await realtime.connect();
    expect(transport.connection.framesOf("hello")[0]?.token).toBe("secret");
    expect(transport.connection.url).not.toContain("secret");
  });

  test("comes back by itself when the connection breaks", async () => {
    const { realtime, transport, clock } = connectable();
    await realtime.connect();
    transport.refuse();
    transport.connection.cut();
    expect(realtime.state.status).toBe("reconnecting");
    const again = realtime.connect();
    for (let waits = 0; waits < 10; waits += 1) {
      clock.advance(1_000);
      await Promise.resolve();
      await Promise.resolve();
    }
    await again;
    expect(transport.connections).toHaveLength(3);
  });

  test("ends for good after so many attempts as are allowed", async () => {
    const { realtime, transport, clock } = connectable({ backoff: { minMs: 100, maxMs: 100, attempts: 2 } });
    transport.refuse(2);
    const connecting = realtime.connect();
    await vi.waitFor(() => expect(realtime.state.status).toBe("reconnecting"));
    clock.advance(250);
    await expect(connecting).rejects.toMatchObject({
      name: "RealtimeError",
      code: "attempts_exhausted",
      retryable: true,
      cause: expect.toSatisfy((cause) => cause instanceof RealtimeError && cause.code === "connection_lost"),
    });
    expect([realtime.state.status, transport.connections.length, clock.pending]).toEqual(["failed", 2, 0]);
  });

  test("ends at once when the token given is empty, and says so", async () => {
    const { realtime } = connectable({ token: "" });
    await expect(realtime.connect()).rejects.toMatchObject({
      code: "credentials_failed",
      message: "The token given is empty",
      retryable: false,
    });
  });

  test("ends for good when the token callback is refused", async () => {
    const refusal = Object.assign(new Error("no"), { name: "UnauthorizedError" });
    const { realtime } = connectable({ token: () => Promise.reject(refusal) });
    await expect(realtime.connect()).rejects.toMatchObject({ code: "credentials_failed", cause: refusal });
    expect(realtime.state.status).toBe("failed");
    await expect(realtime.request("rooms.get")).rejects.toBeInstanceOf(RealtimeError);
  });

  test.each(["secret", undefined])(
    "ends for good when the server refuses the only token there is: %j",
    async (token) => {
      const { realtime, transport } = connectable({
        ...(token && { token }),
        onFrame: (frame, connection) => {
          if (frame.type !== "hello") return false;
          connection.push({ type: "error", id: 1, code: "token_expired", message: "Too old.", retryable: true });
          return true;
        },
      });
      await expect(realtime.connect()).rejects.toMatchObject({ code: "token_expired", message: "Too old." });
      expect([realtime.state.status, transport.connections.length]).toEqual(["failed", 1]);
    },
  );

  test("asks for a token again when the callback failed for another reason", async () => {
    const token = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error("offline")).mockResolvedValue("t");
    const { realtime, clock } = connectable({ token });
    const connecting = realtime.connect();
    await vi.waitFor(() => expect(realtime.state).toMatchObject({ status: "reconnecting" }));
    clock.advance(20_000);
    await connecting;
    expect(token).toHaveBeenCalledTimes(2);
  });

  test("is no longer waited for when the caller aborts", async () => {
    const { realtime } = connectable();
    const controller = new AbortController();
    const connecting = realtime.connect({ signal: controller.signal });
    controller.abort();
    await expect(connecting).rejects.toBeInstanceOf(AbortError);
    await expect(realtime.connect({ signal: AbortSignal.abort() })).rejects.toBeInstanceOf(AbortError);
    await realtime.connect();
    expect(realtime.state.status).toBe("connected");
  });

  test.each(["platform.test", "ftp://platform.test", "wss://user:pass@platform.test", "wss://platform.test/#x", ""])(
    "refuses the address %j",
    (url) => {
      expect(() => new Realtime({ url })).toThrow(ConfigurationError);
    },
  );
});

describe("disconnecting", () => {
  test("keeps the session, its subscriptions and its publishes, and connecting goes on with them", async () => {
    const { realtime, transport, clock } = connectable();
    const received: unknown[] = [];
    const channel = realtime.channel("chat");
    const subscription = channel.subscribe(({ data }) => received.push(data));
    await subscription.ready;
    transport.connection.publish("chat", "x", 1);
    const states: string[] = [];
    realtime.on("state", ({ status }) => states.push(status));
    await realtime.disconnect();
    expect(transport.connection.closed).toEqual({ code: 1001, reason: "disconnected" });
    expect([subscription.state.status, clock.pending]).toEqual(["resubscribing", 0]);
    await realtime.connect();
    expect(states).toEqual(["idle", "connecting", "connected"]);
    expect(transport.connection.framesOf("hello")).toMatchObject([
      { resume: { session: "memory" }, subscriptions: [{ channel: "chat", since: { epoch: "memory01", offset: 1 } }] },
    ]);
    transport.connection.publish("chat", "x", 2);
    expect(received).toEqual([1, 2]);
  });

  test("lets nothing but `connect` connect: what is asked for meanwhile waits for it", async () => {
    const { realtime, transport } = connectable();
    await realtime.disconnect();
    const channel = realtime.channel("chat");
    const subscription = channel.subscribe(() => undefined);
    const asked = Promise.all([channel.publish("x", 1), realtime.request("rooms.get"), subscription.ready]);
    realtime.cast("x");
    await expect(realtime.ping()).rejects.toMatchObject({ code: "not_connected" });
    expect([realtime.state.status, transport.connections.length]).toEqual(["idle", 0]);
    await realtime.connect();
    await asked;
    expect(transport.connection.framesOf("publish").map(({ data }) => data)).toEqual([1]);
  });

  test("lets a private channel wait for its authorisation", async () => {
    const authorize = vi.fn<() => Promise<string>>().mockResolvedValue("t");
    const { realtime, transport } = connectable({ authorize: callbackAuthorization(authorize) });
    await realtime.disconnect();
    const { ready } = realtime.channel("private-desk").subscribe(() => undefined);
    await Promise.resolve();
    expect([authorize.mock.calls.length, transport.connections.length]).toEqual([0, 0]);
    await realtime.connect();
    await ready;
  });

  test("ends a wait for a retry, and can itself be ended", async () => {
    const { realtime, transport, clock } = connectable();
    await realtime.connect();
    transport.connection.cut();
    await realtime.disconnect();
    expect([realtime.state.status, clock.pending]).toEqual(["idle", 0]);
    const waiting = realtime.channel("chat").publish("x", 1);
    await realtime.close();
    await expect(waiting).rejects.toBeInstanceOf(ClosedError);
    await realtime.disconnect();
    expect(realtime.state.status).toBe("closed");
  });
});

describe("closing", () => {
  test("leaves no timer, rejects what waits, and refuses further use", async () => {
    const { realtime, transport, clock } = connectable({ onFrame: ({ type }) => type === "request" });
    await realtime.connect();
    const states: string[] = [];
    realtime.on("state", ({ status }) => states.push(status));
    const waiting = realtime.request("rooms.get");
    await Promise.resolve();
    await realtime.close();
    await expect(waiting).rejects.toBeInstanceOf(ClosedError);
    expect(states).toEqual(["closed"]);
    expect(clock.pending).toBe(0);
    expect(transport.connection.closed).toEqual({ code: 1000, reason: "closed" });
    await realtime.close();
    await expect(realtime.connect()).rejects.toBeInstanceOf(ClosedError);
    await expect(realtime.channel("chat").publish("x", 1)).rejects.toBeInstanceOf(ClosedError);
    expect(() => realtime.channel("chat").subscribe(() => undefined)).toThrow(ClosedError);
    expect(() => realtime.cast("x")).toThrow(ClosedError);
  });

  test("before anything was used leaves nothing either", async () => {
    const { realtime, transport, clock } = connectable();
    await realtime.close();
    expect([realtime.state.status, clock.pending, transport.connections.length]).toEqual(["closed", 0, 0]);
  });

  test("inside a handler ends what comes behind it", async () => {
    const { realtime, transport } = connectable();
    const received: unknown[] = [];
    const subscription = realtime.channel("chat").subscribe(({ data }) => {
      received.push(data);
      void realtime.close();
    });
    await subscription.ready;
    const connecting = realtime.connect();
    transport.connection.publish("chat", "x", 1);
    transport.connection.publish("chat", "x", 2);
    await connecting;
    expect(received).toEqual([1]);
    expect(subscription.state).toEqual({ status: "unsubscribed" });
  });
});

describe("requests", () => {
  test("resolve with the result, and reject with the server's words", async () => {
    const { realtime, transport } = connectable({
      onFrame: (frame, connection) => {
        if (frame.type !== "request") return false;
        const answer = { id: frame.id, message: "Slow down.", retryable: true, afterMs: 1_500 };
        if (frame.method === "fails") connection.push({ type: "error", code: "rate_limited", ...answer });
        else connection.push({ type: "ok", id: frame.id, result: { method: frame.method, params: frame.params } });
        return true;
      },
    });
    await expect(realtime.request("rooms.get", { room: "r" })).resolves.toEqual({
      method: "rooms.get",
      params: { room: "r" },
    });
    await expect(realtime.request("fails")).rejects.toMatchObject({
      name: "RealtimeError",
      code: "rate_limited",
      message: "Slow down.",
      retryable: true,
      retryAfter: 1_500,
    });
    expect(transport.connection.framesOf("request")[1]).not.toHaveProperty("params");
  });

  test("end after their time, and say when nobody knows what became of them", async () => {
    const { realtime, clock } = connectable({ onFrame: ({ type }) => type === "request" });
    await realtime.connect();
    const late = realtime.request("rooms.get", {}, { timeoutMs: 5_000 });
    await Promise.resolve();
    clock.advance(5_001);
    await expect(late).rejects.toMatchObject({ code: "outcome_unknown", cause: { code: "timeout" } });
  });

  test("whose connection breaks are not repeated", async () => {
    const { realtime, transport } = connectable({ onFrame: ({ type }) => type === "request" });
    await realtime.connect();
    const broken = realtime.request("rooms.delete");
    await Promise.resolve();
    transport.connection.cut();
    await expect(broken).rejects.toMatchObject({ code: "outcome_unknown", cause: { code: "connection_lost" } });
  });

  test("can be given up", async () => {
    const { realtime } = connectable({ onFrame: ({ type }) => type === "request" });
    const controller = new AbortController();
    const pending = realtime.request("rooms.get", {}, { signal: controller.signal });
    controller.abort("enough");
    await expect(pending).rejects.toMatchObject({ name: "AbortError", code: "aborted", cause: "enough" });
    await expect(realtime.request("rooms.get", {}, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(AbortError);
  });

  test("a ping measures the round trip, and fails at once without a connection", async () => {
    const { realtime, clock } = connectable({
      onFrame: (frame, connection) => {
        if (frame.type !== "ping") return false;
        clock.advance(40);
        connection.push({ ...frame, type: "pong" });
        return true;
      },
    });
    await expect(realtime.ping()).rejects.toMatchObject({ code: "not_connected" });
    await realtime.connect();
    expect(await realtime.ping()).toBe(40);
  });

  test("a cast is sent without an answer", async () => {
    const { realtime, transport } = connectable();
    await realtime.connect();
    realtime.cast("streams.candidate", { peer: "publish" });
    await Promise.resolve();
    expect(transport.connection.framesOf("cast")).toEqual([
      { type: "cast", method: "streams.candidate", params: { peer: "publish" } },
    ]);
  });
});

describe("what the server says by itself", () => {
  test("reaches the listeners of that name, until they stop listening", async () => {
    const { realtime, transport } = connectable({ welcome: { user: "ada", inbox: inboxOf("user:ada") } });
    await realtime.connect();
    const told: unknown[] = [];
    const stop = realtime.on("cast", (cast) => told.push(cast));
    realtime.on("unknown", (frame) => told.push(frame));
    realtime.on("direct", (message) => told.push(message));
    realtime.on("error", ({ code }) => told.push(code));
    const { connection } = transport;
    connection.push({ type: "cast", method: "hello" });
    stop();
    connection.push({ type: "cast", method: "unheard" });
    connection.push({ type: "sparkle" } as never);
    connection.push({ type: "error", code: "rate_limited", message: "Slow down.", retryable: true });
    connection.push({ type: "message", channel: "user:ada", offset: 8, previous: 7, event: "message", data: 1 });
    expect(told).toMatchObject([
      { method: "hello" },
      { type: "sparkle" },
      "rate_limited",
      { type: "message", channel: "user:ada", data: 1 },
    ]);
  });
});

function inboxOf(channel: string): {
  channel: string;
  epoch: string;
  offset: number;
  recovered: "none";
  count: number;
} {
  return { channel, epoch: "e001", offset: 7, recovered: "none", count: 0 };
}
