import { describe, expect, test } from "vitest";
import { connectable } from "../../test/realtime.js";
import { block } from "./block.js";
import { cborCodec } from "./cbor.js";
import { jsonCodec } from "./codec.js";

const cycle: unknown[] = [];
cycle.push({ cycle });

const flawed: readonly (readonly [unknown, string])[] = [
  [undefined, "data"],
  [10n, "data"],
  [{ items: [1, { total: 10n }] }, "data.items.1.total"],
  [{ items: [undefined] }, "data.items.0"],
  [{ run: () => 1 }, "data.run"],
  [[Symbol("s")], "data.0"],
  [{ bytes: new Uint8Array(2) }, "data.bytes"],
  [new ArrayBuffer(2), "data"],
  [{ ratio: Number.NaN }, "data.ratio"],
  [[-Infinity], "data.0"],
  [cycle, "data.0.cycle"],
];

describe.each([
  ["JSON", jsonCodec],
  ["CBOR", cborCodec],
])("over %s", (_, codec) => {
  test.each(flawed)(
    "%o is refused before anything is sent, with its place, and the connection goes on",
    async (data, place) => {
      const { realtime, transport } = connectable({ codec });
      await realtime.connect();
      const error = {
        name: "RealtimeError",
        code: "invalid_request",
        retryable: false,
        message: expect.stringContaining(`${place} is nothing that JSON can hold.`),
      };
      await expect(realtime.channel("chat").publish("x", data)).rejects.toMatchObject(error);
      const params = { data: { data } };
      if (data !== undefined) {
        const inside = { ...error, message: expect.stringContaining(place) };
        await expect(realtime.request("rooms.get", params)).rejects.toMatchObject(inside);
        expect(() => realtime.cast("rooms.get", params)).toThrow(place);
      }
      await realtime.channel("chat").publish("x", 1);
      expect(transport.connection.frames.map(({ type }) => type)).toEqual(["hello", "publish"]);
      expect(transport.connections).toHaveLength(1);
    },
  );
});

test("what JSON leaves out, and what writes itself, is taken", async () => {
  const { realtime, transport } = connectable();
  const shared = { n: 1 };
  const data = { left: undefined, none: null, at: new Date(0), twice: [shared, shared], yes: true, text: "grüße" };
  await realtime.channel("chat").publish("x", data);
  await realtime.request("rooms.get", { left: undefined });
  expect(transport.connection.framesOf("publish")[0]?.data).toEqual(data);
});

test("a filter that cannot be sent is refused where it is given", () => {
  const { realtime } = connectable();
  const filter = { "data.total": { gt: 10n as never } };
  expect(() => realtime.channel("chat").subscribe(() => undefined, { filter })).toThrow(
    "filter.data.total.gt is nothing that JSON can hold",
  );
});

test("what cannot be sent takes no place in a queue", async () => {
  const { realtime } = connectable({ queue: { messages: 1, policy: block } });
  await expect(realtime.channel("chat").publish("x", 10n)).rejects.toMatchObject({ code: "invalid_request" });
  await realtime.channel("chat").publish("x", 1);
});
