import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { Awaited } from "./awaited.js";

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

test("What comes goes to the first that waits for it", async () => {
  const awaited = new Awaited<string, number>({ timeoutMs: 1000 });
  const both = [awaited.until("pong"), awaited.until("pong")];
  expect(awaited.settle((each) => each === "pong", 1)).toBe(true);
  expect(awaited.settle((each) => each === "pong", 2)).toBe(true);
  expect(await Promise.all(both)).toEqual([1, 2]);
  expect(awaited.settle((each) => each === "pong", 3)).toBe(false);
});

test("What does not come is given up, and later sooner", async () => {
  const awaited = new Awaited<string>({ timeoutMs: 1000, laterMs: 100 });
  for (const ms of [1000, 100]) {
    const waiting = awaited.until("pong");
    await vi.advanceTimersByTimeAsync(ms - 1);
    expect(awaited.all).toEqual(["pong"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(awaited.all).toEqual([]);
    expect(await waiting).toBeUndefined();
  }
});

test("Where it has come in time, it is waited as long again", async () => {
  const awaited = new Awaited<string, number>({ timeoutMs: 1000, laterMs: 100 });
  const first = awaited.until("pong");
  awaited.settle(() => true, 1);
  await first;
  void awaited.until("pong");
  await vi.advanceTimersByTimeAsync(999);
  expect(awaited.all).toEqual(["pong"]);
});

test("Nobody waits behind the end", async () => {
  const awaited = new Awaited<string, number>({ timeoutMs: 1000 });
  const both = [awaited.until("one"), awaited.until("other")];
  awaited.settleAll(7);
  expect(await Promise.all(both)).toEqual([7, 7]);
  expect(vi.getTimerCount()).toBe(0);
});
