import { expect, test, vi } from "vitest";
import { connectable } from "../../test/realtime.js";

test("what the client publishes comes back to each of its subscriptions, if the test wants that", async () => {
  const { realtime } = connectable({ echo: true });
  const channel = realtime.channel("chat");
  const received: unknown[] = [];
  const first = channel.subscribe(({ event, data, tags }) => received.push(["first", event, data, tags]));
  const second = channel.subscribe(({ data }) => received.push(["second", data]));
  await Promise.all([first.ready, second.ready]);
  await channel.publish("said", { text: "Hello" }, { tags: { lang: "en" } });
  await realtime.channel("other").publish("said", "unheard");
  first.unsubscribe();
  await channel.publish("said", 2);
  expect(received).toEqual([
    ["first", "said", { text: "Hello" }, { lang: "en" }],
    ["second", { text: "Hello" }],
    ["second", 2],
  ]);
});

test("by itself it only acknowledges", async () => {
  const { realtime } = connectable();
  const handler = vi.fn<() => void>();
  await realtime.channel("chat").subscribe(handler).ready;
  expect(await realtime.channel("chat").publish("x", 1)).toMatchObject({ offset: 1 });
  expect(handler).not.toHaveBeenCalled();
  expect(await realtime.request("rooms.get")).toBeNull();
});

test("methods answer requests, now or later, and what they throw is the refusal", async () => {
  const { realtime } = connectable({
    methods: {
      now: ({ room }) => ({ room }),
      later: async () => 2,
      nothing: () => undefined,
      refuses: () => Promise.reject(Object.assign(new Error("Not yours."), { code: "forbidden" })),
      breaks: () => {
        throw new TypeError("No such thing");
      },
    },
  });
  expect(await realtime.request("now", { room: "r" })).toEqual({ room: "r" });
  expect(await realtime.request("later")).toBe(2);
  expect(await realtime.request("nothing")).toBeNull();
  await expect(realtime.request("refuses")).rejects.toMatchObject({ code: "forbidden", message: "Not yours." });
  await expect(realtime.request("breaks")).rejects.toMatchObject({ code: "internal_error", message: "No such thing" });
  expect(await realtime.request("unknown")).toBeNull();
});
