import { expect, test } from "vitest";
import { MemoryTransport } from "../testing/memory-transport.js";
import { VirtualClock } from "../testing/virtual-clock.js";
import { Realtime } from "./realtime.js";

test("a subscription connects by itself, gets what is published, and leaves nothing behind", async () => {
  const transport = new MemoryTransport();
  const clock = new VirtualClock();
  const realtime = new Realtime({ url: "wss://platform.test/v1/socket", transport, clock });
  const received: unknown[] = [];
  const subscription = realtime.channel("chat").subscribe((message) => received.push(message.data));
  await expect(subscription.ready).resolves.toEqual({
    position: { epoch: "memory01", offset: 0 },
    recovered: "none",
  });
  transport.connection.publish("chat", "message", { text: "Hello" });
  expect(received).toEqual([{ text: "Hello" }]);
  await realtime.close();
  expect(clock.pending).toBe(0);
});
