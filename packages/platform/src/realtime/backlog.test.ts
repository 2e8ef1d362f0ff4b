import { expect, test } from "vitest";
import { Backlog } from "./backlog.js";
import type { Link } from "./link.js";

const link = (sentBytes: number, bufferedBytes: number): Link => ({
  transport: "websocket",
  sentBytes,
  bufferedBytes,
  send: () => undefined,
  close: () => undefined,
});

test("bytes that are taken are not old, however many follow", () => {
  const backlog = new Backlog();
  expect(backlog.age(link(100, 100), 1000)).toBe(0);
  expect(backlog.age(link(200, 100), 6000)).toBe(0);
  expect(backlog.age(link(200, 0), 20_000)).toBe(0);
});

test("bytes that stay get older, whatever is put behind them", () => {
  const backlog = new Backlog();
  backlog.age(link(100, 100), 1000);
  expect(backlog.age(link(500, 401), 6000)).toBe(5000);
  expect(backlog.age(link(900, 801), 12_000)).toBe(11_000);
});
