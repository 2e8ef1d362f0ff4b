import { expect, test } from "vitest";
import { connectionIdOf, isSocketId, newSocketId } from "./socket-id.js";

test("a socket id has the form that libraries demand, and is new each time", () => {
  const ids = Array.from({ length: 1000 }, newSocketId);
  expect(ids.every((id) => isSocketId(id) && /^\d+\.\d+$/u.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(1000);
});

test.each(["", "1", "1.", ".1", "1.2.3", "a.b", "-1.2", "1.2\n", `${"1".repeat(16)}.1`])("%j is none", (text) => {
  expect(isSocketId(text)).toBe(false);
});

test("each socket has a connection id of the platform's form", () => {
  expect(connectionIdOf("12.34")).not.toBe(connectionIdOf("1.234"));
  for (const id of ["1.1", newSocketId()]) expect(connectionIdOf(id)).toMatch(/^conn_[0-9A-Za-z]{8,40}$/u);
});
