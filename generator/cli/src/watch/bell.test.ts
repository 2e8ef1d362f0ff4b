import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Bell } from "./bell.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("Bell is heard once for all rings within the settle time", async () => {
  const bell = new Bell(100);
  let heard = 0;
  const waiting = bell.heard().then(() => (heard += 1));
  bell.ring();
  await vi.advanceTimersByTimeAsync(99);
  bell.ring();
  await vi.advanceTimersByTimeAsync(99);
  expect(heard).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  await waiting;
  expect(heard).toBe(1);
});

test("Bell is heard by one who begins to wait later, and only once", async () => {
  const bell = new Bell(100);
  bell.ring();
  await vi.advanceTimersByTimeAsync(100);
  await bell.heard();
  let again = false;
  void bell.heard().then(() => (again = true));
  await vi.advanceTimersByTimeAsync(1000);
  expect(again).toBe(false);
});

test("Bell forgets a ring when it is silenced", async () => {
  const bell = new Bell(100);
  let heard = false;
  void bell.heard().then(() => (heard = true));
  bell.ring();
  bell.silence();
  await vi.advanceTimersByTimeAsync(1000);
  expect(heard).toBe(false);
});
