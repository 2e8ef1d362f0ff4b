import { expect, test, vi } from "vitest";
import { deferred } from "../../test/deferred.js";
import { connectable } from "../../test/realtime.js";
import type { MemoryConnection } from "../testing/memory-connection.js";
import { type AuthorizeCallback, callbackAuthorization } from "./callback-authorization.js";

/** Lets the server refuse every token but these. */
function accepting(...tokens: readonly string[]) {
  return connectable({
    onFrame: (frame, connection) => {
      if (frame.type !== "subscribe" || tokens.includes(frame.token ?? "")) return false;
      const error = { code: "token_expired", message: "The token expired.", retryable: true } as const;
      connection.push({ type: "error", id: frame.id, channel: frame.channel, ...error });
      return true;
    },
  });
}

/** A server that takes one token, and publishes on private channels only from connections that have shown it. */
function strict(first: string) {
  let valid = first;
  const shown = new Set<MemoryConnection>();
  const made = connectable({
    onFrame: (frame, connection) => {
      if (frame.type !== "subscribe" && frame.type !== "publish") return false;
      if (!frame.channel.startsWith("private-")) return false;
      if (frame.type === "subscribe" && frame.token === valid) shown.add(connection);
      if (shown.has(connection)) return false;
      const error = { code: "channel_forbidden", message: "Not with this token.", retryable: false } as const;
      connection.push({ type: "error", id: frame.id, channel: frame.channel, ...error });
      return true;
    },
  });
  return { ...made, worth: (token: string) => void (valid = token) };
}

const tokens = (...given: readonly string[]) => {
  const left = [...given];
  return vi.fn<AuthorizeCallback>(async () => left.shift() ?? "none");
};

test("a private channel is subscribed to with a token for this connection", async () => {
  const { realtime, transport } = accepting("good");
  const authorize = tokens("good");
  await realtime.channel("private-desk", { authorize: callbackAuthorization(authorize) }).subscribe(() => undefined)
    .ready;
  expect(authorize).toHaveBeenCalledExactlyOnceWith({ channel: "private-desk", connection: "conn_memory" });
  expect(transport.connection.framesOf("subscribe")).toMatchObject([{ channel: "private-desk", token: "good" }]);
});

test("the client's own callback is asked for private and presence channels only", async () => {
  const authorize = tokens("a", "b", "c");
  const { realtime } = connectable({ authorize: callbackAuthorization(authorize) });
  for (const name of ["private-desk", "presence-lobby", "chat"]) {
    await realtime.channel(name).subscribe(() => undefined).ready;
  }
  expect(authorize.mock.calls.map(([{ channel }]) => channel)).toEqual(["private-desk", "presence-lobby"]);
});

test("a token that is worn out is replaced, first at once and then with waits", async () => {
  const { realtime, transport, clock } = accepting("third", "fourth");
  const authorize = tokens("first", "second", "third", "fourth");
  const states: string[] = [];
  const subscription = realtime
    .channel("private-desk", { authorize: callbackAuthorization(authorize) })
    .subscribe(() => undefined, { onState: ({ status }) => states.push(status) });
  await vi.waitFor(() => expect(authorize).toHaveBeenCalledTimes(2));
  await vi.waitFor(() => expect(states).toHaveLength(2));
  clock.advance(1_000);
  await subscription.ready;
  transport.connection.publish("private-desk", "x", 1);
  transport.connection.push({
    type: "unsubscribed",
    channel: "private-desk",
    code: "token_expired",
    message: "The token expired.",
    retryable: true,
  });
  await vi.waitFor(() => expect(subscription.state.status).toBe("subscribed"));
  expect(states).toEqual(["resubscribing", "resubscribing", "subscribed", "resubscribing", "subscribed"]);
  expect(transport.connection.framesOf("subscribe").at(-1)).toMatchObject({
    token: "fourth",
    since: { epoch: "memory01", offset: 1 },
  });
});

test("a refusal that is no matter of time is final the second time", async () => {
  const message = "The token does not allow this channel.";
  const { realtime } = connectable({
    onFrame: (frame, connection) => {
      if (frame.type !== "subscribe") return false;
      connection.push({ type: "error", id: frame.id, code: "channel_forbidden", message, retryable: false });
      return true;
    },
  });
  const authorize = tokens("first", "second");
  const { ready } = realtime
    .channel("private-desk", { authorize: callbackAuthorization(authorize) })
    .subscribe(() => undefined);
  await expect(ready).rejects.toMatchObject({ code: "channel_forbidden" });
  expect(authorize).toHaveBeenCalledTimes(2);
});

test("a callback that fails is asked again, unless it says that this is no use", async () => {
  const { realtime } = connectable();
  const authorize = vi.fn<AuthorizeCallback>().mockRejectedValueOnce(new Error("offline")).mockResolvedValue("good");
  const subscription = realtime
    .channel("private-a", { authorize: callbackAuthorization(authorize) })
    .subscribe(() => undefined);
  await subscription.ready;
  expect(authorize).toHaveBeenCalledTimes(2);
  const refusal = Object.assign(new Error("no"), { retryable: false });
  const refused = realtime.channel("private-b", { authorize: callbackAuthorization(() => Promise.reject(refusal)) });
  await expect(refused.subscribe(() => undefined).ready).rejects.toMatchObject({
    code: "credentials_failed",
    cause: refusal,
  });
});

test("a publish waits while the token of its channel is renewed after a reconnect, one on another channel does not", async () => {
  const { realtime, transport, clock, worth } = strict("first");
  const renewed = deferred<string>();
  const authorize = vi.fn<AuthorizeCallback>().mockResolvedValueOnce("first").mockReturnValueOnce(renewed.promise);
  const channel = realtime.channel("private-desk", { authorize: callbackAuthorization(authorize) });
  await channel.subscribe(() => undefined).ready;
  const published = [channel.publish("x", 1)];
  transport.connection.cut();
  worth("second");
  published.push(channel.publish("x", 2));
  const other = realtime.channel("news").publish("x", 3);
  clock.advance(250);
  await other;
  await vi.waitFor(() => expect(authorize).toHaveBeenCalledTimes(2));
  published.push(channel.publish("x", 4));
  await realtime.ping();
  const data = () => transport.connection.framesOf("publish").map((frame) => frame.data);
  expect(data()).toEqual([3]);
  renewed.resolve("second");
  await Promise.all(published);
  expect(data()).toEqual([3, 1, 2, 4]);
});

test("a publish waits for the first token of its channel, and goes out when there will be none", async () => {
  const { realtime, transport } = strict("first");
  const asked = deferred<string>();
  const channel = realtime.channel("private-desk", { authorize: callbackAuthorization(() => asked.promise) });
  const subscription = channel.subscribe(() => undefined);
  const published = channel.publish("x", 1);
  await realtime.ping().catch(() => realtime.connect());
  expect(transport.connection.framesOf("publish")).toEqual([]);
  subscription.unsubscribe();
  await expect(published).rejects.toMatchObject({ code: "channel_forbidden" });
});

test("closing the client while a subscription waits for a token ends it and leaves no timer", async () => {
  const { realtime, clock } = connectable();
  const authorize = (): Promise<string> => Promise.reject(new Error("offline"));
  const subscription = realtime
    .channel("private-a", { authorize: callbackAuthorization(authorize) })
    .subscribe(() => undefined);
  await vi.waitFor(() => expect(subscription.state.status).toBe("resubscribing"));
  const waiting = subscription.ready;
  await realtime.close();
  await expect(waiting).rejects.toMatchObject({ code: "closed" });
  expect(clock.pending).toBe(0);
});

test("nothing is authorised once the client has failed, however retryable the failure is", async () => {
  const { realtime, transport, clock } = connectable({ backoff: { attempts: 1 } });
  transport.refuse(1);
  const authorize = vi.fn<AuthorizeCallback>(async () => "token");
  const states: string[] = [];
  const subscription = realtime
    .channel("private-a", { authorize: callbackAuthorization(authorize) })
    .subscribe(() => undefined, { onState: ({ status }) => states.push(status) });
  await expect(subscription.ready).rejects.toMatchObject({ code: "attempts_exhausted", retryable: true });
  expect(states).toEqual(["unsubscribed"]);
  expect([authorize.mock.calls.length, clock.pending]).toEqual([0, 0]);
});

test("a client that fails while a subscription waits to be authorised again ends it", async () => {
  const { realtime, transport, clock } = connectable({ backoff: { attempts: 1 } });
  await realtime.connect();
  const authorize = vi.fn<AuthorizeCallback>(() => Promise.reject(new Error("offline")));
  const subscription = realtime
    .channel("private-a", { authorize: callbackAuthorization(authorize) })
    .subscribe(() => undefined);
  await vi.waitFor(() => expect(clock.pending).toBeGreaterThan(1));
  const asked = authorize.mock.calls.length;
  transport.refuse(1);
  transport.connection.cut();
  clock.advance(250);
  await expect(subscription.ready).rejects.toMatchObject({ code: "attempts_exhausted" });
  expect([authorize.mock.calls.length, clock.pending]).toEqual([asked, 0]);
});
