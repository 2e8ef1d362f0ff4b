import { expect, test } from "vitest";
import { ConfigurationError } from "../errors/configuration-error.js";
import { connectable } from "../../test/realtime.js";
import { block } from "./block.js";
import { messages } from "./messages.js";
import type { MessagesOptions } from "./subscribe-options.js";
import type { RealtimeOptions } from "./realtime-options.js";

const unknown = "newest" as never;

test.each<[string, Partial<RealtimeOptions>]>([
  ["`timeoutMs` must be a number above 0", { timeoutMs: -1 }],
  ["`timeoutMs` must be a number above 0", { timeoutMs: 0 }],
  ["`timeoutMs` must be a number above 0", { timeoutMs: Number.NaN }],
  ["`attempts` must be a number above 0", { backoff: { attempts: -1 } }],
  ["`attempts` must be a number above 0", { backoff: { attempts: 0 } }],
  ["`attempts` must be a number above 0", { backoff: { attempts: "many" as never } }],
  ["`minMs` must be a number above 0", { backoff: { minMs: -1 } }],
  ["`maxMs` must be a number above 0", { backoff: { maxMs: Number.NaN } }],
  ["`messages` must be a number above 0", { queue: { messages: -1 } }],
  ["`messages` must be a number above 0", { queue: { messages: 0, policy: block } }],
  ["`bytes` must be a number above 0", { queue: { bytes: Number.NaN } }],
  ['`policy` must be "reject", "drop-oldest" or `block`', { queue: { policy: unknown } }],
  ['`policy` must be "reject", "drop-oldest" or `block`', { queue: { policy: "block" as never } }],
])("a client is not made with nonsense: %s, not %j", (message, options) => {
  const make = () => connectable(options);
  expect(make).toThrow(ConfigurationError);
  expect(make).toThrow(message);
});

test.each<Partial<RealtimeOptions>>([
  { timeoutMs: false },
  { timeoutMs: Infinity },
  { backoff: { attempts: Infinity, minMs: 0.5 } },
  { queue: { messages: 1, bytes: 1, policy: "drop-oldest" } },
  { queue: {}, backoff: {} },
])("a client is made with what can be: %j", async (options) => {
  const { realtime } = connectable(options);
  await realtime.connect();
  expect(realtime.state.status).toBe("connected");
});

test("a request is not made with nonsense, and nothing is sent", async () => {
  const { realtime, transport } = connectable();
  await realtime.connect();
  for (const timeoutMs of [-1, 0, Number.NaN]) {
    const asked = realtime.channel("chat").publish("x", 1, { timeoutMs });
    await expect(asked).rejects.toThrow("`timeoutMs` must be a number above 0");
    await expect(realtime.ping({ timeoutMs })).rejects.toBeInstanceOf(ConfigurationError);
  }
  expect(transport.connection.framesOf("publish")).toEqual([]);
});

test.each<[string, MessagesOptions]>([
  ["`buffer` must be a number above 0", { buffer: 0 }],
  ["`buffer` must be a number above 0", { buffer: Number.NaN }],
  ['`overflow` must be "resume" or "drop-oldest"', { overflow: unknown }],
])("an iteration is not begun with nonsense: %s, not %j", (message, options) => {
  const { realtime } = connectable();
  expect(() => messages(realtime.channel("chat"), options)).toThrow(message);
  expect(realtime.state.status).toBe("idle");
});
