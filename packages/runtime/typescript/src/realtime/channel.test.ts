import { describe, expect, test, vi } from "vitest";
import { connectable } from "../../test/realtime.js";
import { AbortError } from "../errors/abort-error.js";
import { ValidationError } from "../errors/validation-error.js";
import { validator } from "../validation/interpreted.js";
import { block } from "./block.js";
import type { ChannelDescriptor } from "./channel-descriptor.js";
import type { ChannelGap, ChannelMessage } from "./channel-message.js";
import { ClosedError } from "./closed-error.js";
import { history } from "./history.js";
import type { QueueOptions } from "./realtime-options.js";

interface Orders {
  readonly "order.paid": { readonly amount: number };
  readonly "order.sent": { readonly to: string };
}

const orders: ChannelDescriptor<{ readonly shop: string }, Orders> = {
  id: "orders",
  address: "orders-{shop}",
  events: ["order.paid", "order.sent"],
};

describe("subscribing", () => {
  test("connects by itself, and hands over each message with all that is known of it", async () => {
    const { realtime, transport } = connectable();
    const messages: ChannelMessage[] = [];
    const subscription = realtime.channel("chat").subscribe((message) => messages.push(message));
    expect(subscription.state).toEqual({ status: "subscribing" });
    await expect(subscription.ready).resolves.toEqual({
      position: { epoch: "memory01", offset: 0 },
      recovered: "none",
    });
    const from = { connectionId: null, userId: "ada", memberId: null };
    const base = { type: "message", channel: "chat", event: "message" } as const;
    transport.connection.push({ ...base, offset: 1, previous: 0, data: "a", messageId: "msg_1", time: 7, from });
    transport.connection.push({ ...base, offset: 2, previous: 1, data: null, tags: { a: "b" }, publishId: "p:1" });
    const common = { ...base, epoch: "memory01", replay: false };
    expect(messages).toEqual([
      { ...common, data: "a", offset: 1, id: "msg_1", publishedAt: 7, from, tags: {}, publishId: undefined },
      {
        ...common,
        data: null,
        offset: 2,
        id: "msg_memory01_2",
        publishedAt: undefined,
        from: undefined,
        tags: { a: "b" },
        publishId: "p:1",
      },
    ]);
    expect(subscription.position).toEqual({ epoch: "memory01", offset: 2 });
  });

  test("says what it wants in the frame", async () => {
    const { realtime, transport } = connectable();
    const since = { epoch: "memory01", offset: 4 };
    const wishes = { filter: { event: "x" }, conflateMs: 100, policy: "latest", returnMode: "diff" } as const;
    await realtime.channel("a").subscribe(() => undefined, { ...wishes, rewind: { count: 5 } }).ready;
    await realtime.channel("b").subscribe(() => undefined, { since, rewind: { count: 5 } }).ready;
    const [first] = transport.connection.framesOf("hello")[0]?.subscriptions ?? [];
    expect(first).toEqual({ id: 2, channel: "a", ...wishes, rewind: { count: 5 } });
    expect(transport.connection.framesOf("subscribe")[0]).toEqual({ type: "subscribe", id: 3, channel: "b", since });
  });

  test("goes on after a broken connection without being asked, from where it was", async () => {
    const { realtime, transport, clock } = connectable();
    const states: string[] = [];
    const subscription = realtime
      .channel("chat")
      .subscribe(() => undefined, { onState: ({ status }) => states.push(status), onLive: () => states.push("live") });
    await subscription.ready;
    transport.connection.publish("chat", "x", 1);
    transport.connection.cut();
    clock.advance(250);
    await vi.waitFor(() => expect(subscription.state.status).toBe("subscribed"));
    const [again] = transport.connection.framesOf("hello")[0]?.subscriptions ?? [];
    expect(again?.since).toEqual({ epoch: "memory01", offset: 1 });
    expect(states).toEqual(["subscribed", "live", "resubscribing", "subscribed", "live"]);
  });

  test("tells of a gap where messages are missing", async () => {
    const { realtime, transport } = connectable();
    const told: (ChannelMessage | ChannelGap)[] = [];
    const subscription = realtime
      .channel("chat")
      .subscribe((message) => told.push(message), { onGap: (gap) => told.push(gap) });
    await subscription.ready;
    const [from, to] = [
      { epoch: "memory01", offset: 0 },
      { epoch: "memory01", offset: 9 },
    ];
    transport.connection.push({ type: "gap", channel: "chat", from, to, reason: "history_exceeded" });
    expect(told).toEqual([{ type: "gap", channel: "chat", from, to, reason: "history_exceeded" }]);
    expect(subscription.position).toEqual(to);
  });

  test("ends by `unsubscribe` or the signal, once, and hands over nothing more", async () => {
    const { realtime, transport } = connectable();
    const received: unknown[] = [];
    const controller = new AbortController();
    const first = realtime.channel("a").subscribe(({ data }) => received.push(data));
    const second = realtime.channel("b").subscribe(({ data }) => received.push(data), { signal: controller.signal });
    await Promise.all([first.ready, second.ready]);
    first.unsubscribe();
    first.unsubscribe();
    controller.abort();
    transport.connection.publish("a", "x", 1);
    transport.connection.publish("b", "x", 1);
    await Promise.resolve();
    expect(received).toEqual([]);
    expect(first.state).toEqual({ status: "unsubscribed" });
    expect(transport.connection.framesOf("unsubscribe").map(({ channel }) => channel)).toEqual(["a", "b"]);
    const never = realtime.channel("c").subscribe(() => undefined, { signal: AbortSignal.abort() });
    await expect(never.ready).rejects.toMatchObject({ code: "unsubscribed" });
  });

  test("rejects `ready` when it is refused; else the refusal is an error of the client", async () => {
    const { realtime } = connectable({
      onFrame: (frame, connection) => {
        if (frame.type !== "subscribe") return false;
        const { id, channel } = frame;
        const message = "The token does not allow this channel.";
        connection.push({ type: "error", id, channel, code: "channel_forbidden", message, retryable: false });
        return true;
      },
    });
    await realtime.connect();
    const errors: string[] = [];
    realtime.on("error", ({ code }) => errors.push(code));
    await expect(realtime.channel("desk").subscribe(() => undefined).ready).rejects.toMatchObject({
      code: "channel_forbidden",
    });
    expect(errors).toEqual([]);
    const unheard = realtime.channel("desk").subscribe(() => undefined);
    await vi.waitFor(() => expect(unheard.state.status).toBe("unsubscribed"));
    expect(errors).toEqual(["channel_forbidden"]);
    await expect(unheard.ready).rejects.toMatchObject({ code: "channel_forbidden" });
  });

  test("several of one channel are told apart", async () => {
    const { realtime, transport } = connectable();
    const received: string[] = [];
    const channel = realtime.channel("orders");
    const first = channel.subscribe(() => received.push("all"));
    const second = channel.subscribe(() => received.push("paid"), { filter: { event: "order.paid" } });
    await Promise.all([first.ready, second.ready]);
    const frame = { type: "message", channel: "orders", offset: 1, previous: 0, event: "order.paid" } as const;
    transport.connection.push(frame);
    transport.connection.push({ ...frame, subscription: 1 });
    expect(received).toEqual(["all", "paid"]);
  });

  test("an exception of a handler is an error of the client and changes nothing", async () => {
    const { realtime, transport } = connectable();
    const causes: unknown[] = [];
    const received: unknown[] = [];
    realtime.on("error", ({ code, cause }) => causes.push([code, cause]));
    const subscription = realtime.channel("chat").subscribe(async ({ data }) => {
      received.push(data);
      if (data === 1) throw new Error("later");
    });
    realtime.channel("chat").subscribe(() => {
      throw new Error("now");
    });
    await subscription.ready;
    for (const data of [1, 2]) transport.connection.publish("chat", "x", data);
    transport.connection.push({ type: "message", channel: "chat", subscription: 1, offset: 1, previous: 0 });
    await vi.waitFor(() => expect(causes).toHaveLength(2));
    expect(received).toEqual([1, 2]);
    expect(causes).toEqual([
      ["handler_failed", new Error("now")],
      ["handler_failed", new Error("later")],
    ]);
  });
});

describe("a channel of a contract", () => {
  test("has its address filled in, and its messages typed", async () => {
    const { realtime, transport } = connectable();
    const amounts: number[] = [];
    const channel = realtime.channel(orders, { shop: "7" });
    expect(channel.name).toBe("orders-7");
    await channel.subscribe((message) => {
      if (message.event === "order.paid") amounts.push(message.data.amount);
    }).ready;
    transport.connection.publish("orders-7", "order.paid", { amount: 5 });
    expect(amounts).toEqual([5]);
    expect(() => realtime.channel(orders, { shop: "" })).toThrow("needs the parameter shop");
  });

  test("gives events that it does not name to `onUnknown`, else to the client's listeners", async () => {
    const { realtime, transport } = connectable();
    const told: string[] = [];
    realtime.on("unknown", (item) => told.push(`client ${String(Reflect.get(item, "event"))}`));
    const handler = vi.fn<() => void>();
    await realtime.channel(orders, { shop: "1" }).subscribe(handler, {
      onUnknown: ({ event }) => told.push(`own ${event}`),
    }).ready;
    await realtime.channel(orders, { shop: "2" }).subscribe(handler).ready;
    transport.connection.publish("orders-1", "order.lost", {});
    transport.connection.publish("orders-2", "order.lost", {});
    transport.connection.publish("orders-2", "order.sent", {});
    expect(told).toEqual(["own order.lost", "client order.lost"]);
    expect(handler).toHaveBeenCalledTimes(1);
  });

  test("is validated when the client has a validator, and what breaks the contract never breaks the stream", async () => {
    const request = { type: "object", required: ["amount"], properties: { amount: { type: "number" } } };
    const validation = validator({ id: "orders/order.paid", request, responses: {} });
    const { realtime, transport } = connectable({ validation });
    const [errors, invalid, received]: unknown[][] = [[], [], []];
    realtime.on("error", (error) => errors?.push(error));
    const open = realtime.channel(orders, { shop: "1" });
    await open.subscribe(({ data }) => received?.push(data)).ready;
    await open.subscribe(() => undefined, { onInvalid: ({ issues }, { data }) => invalid?.push([issues, data]) }).ready;
    await realtime.channel(orders, { shop: "2" }, { validate: false }).subscribe(({ data }) => received?.push(data))
      .ready;
    for (const data of [{ amount: "5" }, { amount: 5 }]) transport.connection.publish("orders-1", "order.paid", data);
    transport.connection.push({ type: "message", channel: "orders-1", subscription: 1, event: "order.paid", data: {} });
    transport.connection.publish("orders-2", "order.paid", "unchecked");
    expect(received).toEqual([{ amount: 5 }, "unchecked"]);
    expect(errors).toEqual([expect.any(ValidationError)]);
    expect(errors?.[0]).toMatchObject({ code: "invalid_response", issues: [{ pointer: "/amount" }] });
    expect(invalid).toEqual([[[{ pointer: "/amount", message: "is required" }], {}]]);
    await expect(open.publish("order.paid", { amount: "6" as unknown as number })).rejects.toMatchObject({
      code: "invalid_request",
    });
  });
});

describe("publishing", () => {
  test("resolves with the place in the log", async () => {
    const { realtime, transport } = connectable();
    const options = { publishId: "billing:1", tags: { lang: "en" }, ttlSeconds: 60 };
    await expect(realtime.channel("chat").publish("message", { text: "Hi" }, options)).resolves.toEqual({
      epoch: "memory01",
      offset: 1,
      messageId: undefined,
      duplicate: false,
    });
    expect(transport.connection.framesOf("publish")).toMatchObject([
      { channel: "chat", event: "message", data: { text: "Hi" }, ...options },
    ]);
  });

  test("in one turn travels together", async () => {
    const { realtime, transport } = connectable();
    await realtime.connect();
    const channel = realtime.channel("chat");
    await Promise.all([1, 2, 3].map((data) => channel.publish("x", data)));
    expect(transport.connection.batches.map((batch) => batch.length)).toEqual([1, 3]);
  });

  test("is repeated under the same name after a broken connection", async () => {
    let silent = true;
    const { realtime, transport, clock } = connectable({ onFrame: ({ type }) => silent && type === "publish" });
    await realtime.connect();
    const publishing = realtime.channel("chat").publish("x", 1);
    await vi.waitFor(() => expect(transport.connection.framesOf("publish")).toHaveLength(1));
    silent = false;
    transport.connection.cut();
    clock.advance(250);
    await expect(publishing).resolves.toMatchObject({ offset: 1 });
    const ids = transport.connections.map((each) => each.framesOf("publish")[0]?.publishId);
    expect(ids[0]).toBe(ids[1]);
  });

  test("beyond the queue fails, or drops the oldest, or waits", async () => {
    const publishAll = async (
      policy: NonNullable<QueueOptions["policy"]>,
    ): Promise<PromiseSettledResult<unknown>[]> => {
      const { realtime, transport, clock } = connectable({ queue: { messages: 2, policy } });
      transport.refuse();
      const results = Promise.allSettled([1, 2, 3].map((data) => realtime.channel("chat").publish("x", data)));
      await vi.waitFor(() => expect(realtime.state.status).toBe("reconnecting"));
      clock.advance(20_000);
      return results;
    };
    const failed = { status: "rejected", reason: { code: "queue_full", retryable: true } };
    const done = { status: "fulfilled" };
    expect(await publishAll("reject")).toMatchObject([done, done, failed]);
    expect(await publishAll("drop-oldest")).toMatchObject([failed, done, done]);
    expect(await publishAll(block)).toMatchObject([done, done, done]);
  });

  test("that waits for room can be given up, and ends with the client", async () => {
    const { realtime, transport } = connectable({
      queue: { messages: 1, policy: block },
      onFrame: ({ type }) => type === "publish",
    });
    await realtime.connect();
    const channel = realtime.channel("chat");
    const controller = new AbortController();
    const [first, second, third] = [
      channel.publish("x", 1),
      channel.publish("x", 2, { signal: controller.signal }),
      channel.publish("x", 3),
    ];
    controller.abort();
    await expect(second).rejects.toBeInstanceOf(AbortError);
    expect(transport.connection.framesOf("publish")).toHaveLength(1);
    await realtime.close();
    await expect(first).rejects.toBeInstanceOf(ClosedError);
    await expect(third).rejects.toBeInstanceOf(ClosedError);
  });

  test("waits while much has not left the machine yet", async () => {
    const { realtime, transport, clock } = connectable();
    await realtime.connect();
    const { connection } = transport;
    connection.bufferedAmount = 300_000;
    await realtime.channel("chat").publish("x", 1);
    const second = realtime.channel("chat").publish("x", 2);
    await Promise.resolve();
    clock.advance(200);
    await Promise.resolve();
    expect(connection.framesOf("publish")).toHaveLength(1);
    connection.bufferedAmount = 60_000;
    clock.advance(50);
    await second;
    expect(connection.framesOf("publish")).toHaveLength(2);
  });

  test("of what is no JSON is refused before anything is sent", async () => {
    const { realtime } = connectable();
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    await expect(realtime.channel("chat").publish("x", circular)).rejects.toMatchObject({
      code: "invalid_request",
      message: expect.stringMatching(/^data\.self is nothing/),
    });
  });
});

describe("history", () => {
  test("is read page by page, as far as the loop goes", async () => {
    const messageAt = (offset: number) => ({
      id: `msg_${offset}`,
      channel: "chat",
      data: offset,
      offset,
      epoch: "memory01",
      from: {},
      publishedAt: "2026-11-21T09:30:00.000Z",
    });
    const { realtime, transport } = connectable({
      onFrame: (frame, connection) => {
        if (frame.type !== "history") return false;
        const newest = frame.from === undefined ? 5 : frame.from.offset - 1;
        const items = [newest, newest - 1].filter((offset) => offset > 0).map(messageAt);
        const cursor = newest > 2 ? "more" : null;
        connection.push({ type: "ok", id: frame.id, items, epoch: "memory01", offset: 5, cursor } as never);
        return true;
      },
    });
    const read: unknown[] = [];
    for await (const message of history(realtime.channel("chat"), { pageSize: 2 })) read.push(message.data);
    expect(read).toEqual([5, 4, 3, 2, 1]);
    expect(transport.connection.framesOf("history")).toMatchObject([
      { channel: "chat", count: 2 },
      { from: { epoch: "memory01", offset: 4 } },
      { from: { epoch: "memory01", offset: 2 } },
    ]);
    for await (const { publishedAt } of history(realtime.channel("chat"), { order: "asc" })) {
      expect(publishedAt).toBe(Date.UTC(2026, 10, 21, 9, 30));
      break;
    }
    expect(transport.connection.framesOf("history")).toHaveLength(4);
  });

  test("of an empty channel is empty", async () => {
    const { realtime } = connectable();
    for await (const message of history(realtime.channel("chat"))) expect(message).toBeUndefined();
  });
});
