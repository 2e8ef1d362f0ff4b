import { describe, expect, test } from "vitest";
import { clientEventDefect, ClientEventRate, eventNameDefect } from "./client-event.js";

describe("a client event", () => {
  test.each(["private-a", "presence-a", "private-cache-a", "presence-cache-a"])("is taken on %s", (channel) => {
    expect(clientEventDefect("client-x", channel)).toBeUndefined();
  });

  test.each(["a", "cache-a", "#server-to-user-ada", "private-encrypted-a", "private-encrypted-cache-a"])(
    "is refused on %s",
    (channel) => {
      expect(clientEventDefect("client-x", channel)).toBeDefined();
    },
  );

  test("has a name of 200 characters at most", () => {
    expect(clientEventDefect(`client-${"x".repeat(193)}`, "private-a")).toBeUndefined();
    expect(clientEventDefect(`client-${"x".repeat(194)}`, "private-a")).toBeDefined();
  });
});

test("names of the protocol are its own", () => {
  expect(eventNameDefect("pushers:welcome")).toBeUndefined();
  for (const name of ["", "pusher:x", "pusher_internal:x"]) expect(eventNameDefect(name)).toBeDefined();
});

test("ten events a second are within the limit, and ten in the next", () => {
  const rate = new ClientEventRate();
  const take = (now: number) => Array.from({ length: 11 }, () => rate.take(now)).filter(Boolean).length;
  expect([take(5000), take(5999), take(6000)]).toEqual([10, 0, 10]);
});
