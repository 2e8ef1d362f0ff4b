import { describe, expect, test, vi } from "vitest";
import { connectable, type Connectable } from "../../test/realtime.js";
import { AbortError } from "../errors/abort-error.js";
import type { ChannelGap, ChannelMessage } from "./channel-message.js";
import { messages } from "./messages.js";
import type { MessagesOptions } from "./subscribe-options.js";

interface Reading extends Connectable {
  readonly iteration: AsyncIterableIterator<ChannelMessage | ChannelGap, undefined>;
  readonly publish: (...data: readonly unknown[]) => void;
}

/** An iteration that has begun: its first message, 0, was read. */
async function reading(options?: MessagesOptions): Promise<Reading> {
  const setup = connectable();
  const iteration = messages(setup.realtime.channel("chat"), options);
  const first = iteration.next();
  await setup.realtime.connect();
  await vi.waitFor(() => expect(setup.transport.connection.framesOf("hello")[0]?.subscriptions).toHaveLength(1));
  const publish = (...data: readonly unknown[]): void => {
    for (const each of data) setup.transport.connection.publish("chat", "x", each);
  };
  publish(0);
  expect(await first).toMatchObject({ done: false, value: { data: 0 } });
  return { ...setup, iteration, publish };
}

const data = ({ value }: IteratorResult<ChannelMessage | ChannelGap, undefined>): unknown =>
  value?.type === "gap" ? [value.from?.offset, value.to?.offset, value.reason] : value?.data;

describe("iterating messages", () => {
  test("gives them in order, also to whoever asks ahead", async () => {
    const { iteration, publish } = await reading();
    const ahead = [iteration.next(), iteration.next()];
    publish(1, 2, 3);
    expect((await Promise.all(ahead)).map(data)).toEqual([1, 2]);
    expect(data(await iteration.next())).toBe(3);
  });

  test("has a gap where messages are missing", async () => {
    const { iteration, publish, transport } = await reading();
    publish(1);
    const [from, to] = [
      { epoch: "memory01", offset: 2 },
      { epoch: "memory02", offset: 0 },
    ];
    transport.connection.push({ type: "gap", channel: "chat", from, to, reason: "epoch_changed" });
    expect(data(await iteration.next())).toBe(1);
    expect(data(await iteration.next())).toEqual([2, 0, "epoch_changed"]);
  });

  test("ends its subscription when the loop is left", async () => {
    const { iteration, publish, transport } = await reading();
    publish(1, 2);
    for await (const message of iteration) {
      expect(message).toMatchObject({ data: 1 });
      break;
    }
    await vi.waitFor(() => expect(transport.connection.framesOf("unsubscribe")).toHaveLength(1));
    expect(await iteration.next()).toEqual({ done: true, value: undefined });
  });

  test("begins only when it is read", async () => {
    const { realtime, transport } = connectable();
    messages(realtime.channel("chat"));
    await realtime.connect();
    expect(transport.connection.framesOf("hello")[0]).not.toHaveProperty("subscriptions");
  });

  test("is over when the client is closed", async () => {
    const { iteration, realtime } = await reading();
    const pending = iteration.next();
    await realtime.close();
    expect(await pending).toEqual({ done: true, value: undefined });
  });

  test("throws what the subscription was refused with, once", async () => {
    const { realtime, transport } = await reading();
    const told = vi.fn<(error: unknown) => void>();
    realtime.on("error", told);
    const pending = messages(realtime.channel("desk"));
    const failing = pending.next();
    await vi.waitFor(() => expect(transport.connection.framesOf("subscribe")).toHaveLength(1));
    const withdrawn = { code: "channel_forbidden", message: "The authorisation was withdrawn.", retryable: false };
    transport.connection.push({ type: "unsubscribed", channel: "desk", ...withdrawn } as never);
    await expect(failing).rejects.toMatchObject(withdrawn);
    expect(await pending.next()).toEqual({ done: true, value: undefined });
    expect(told).not.toHaveBeenCalled();
  });

  test("throws when the signal aborts, without giving what is left", async () => {
    const controller = new AbortController();
    const { iteration, publish } = await reading({ signal: controller.signal });
    publish(1);
    controller.abort();
    await expect(iteration.next()).rejects.toBeInstanceOf(AbortError);
    expect(await iteration.next()).toMatchObject({ done: true });
  });
});

describe("a reader that is too slow", () => {
  test("gets everything: the subscription is given up, and taken up where it was", async () => {
    const { iteration, publish, transport } = await reading({ buffer: 2 });
    publish(1, 2, 3);
    await vi.waitFor(() => expect(transport.connection.framesOf("unsubscribe")).toHaveLength(1));
    expect([data(await iteration.next()), data(await iteration.next())]).toEqual([1, 2]);
    const next = iteration.next();
    await vi.waitFor(() => expect(transport.connection.framesOf("subscribe")).toHaveLength(1));
    expect(transport.connection.framesOf("subscribe")[0]?.since).toEqual({ epoch: "memory01", offset: 3 });
    const missed = { type: "message", channel: "chat", event: "x", offset: 4, previous: 3, replay: true } as const;
    transport.connection.push({ ...missed, data: 3 });
    expect(data(await next)).toBe(3);
  });

  test("loses the oldest and is told so, if it wants that", async () => {
    const { iteration, publish } = await reading({ buffer: 3, overflow: "drop-oldest" });
    publish(1, 2, 3, 4, 5, 6);
    const items = [await iteration.next(), await iteration.next(), await iteration.next()];
    expect(items.map(data)).toEqual([[1, 5, "buffer_exceeded"], 5, 6]);
    publish(7);
    expect(data(await iteration.next())).toBe(7);
  });
});
