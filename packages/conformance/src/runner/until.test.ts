import { expect, test, vi } from "vitest";
import { until } from "./until.js";

function changing(value: string | undefined) {
  const listeners = new Set<() => void>();
  return {
    missing: () => value,
    watch: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    become: (next: string | undefined) => {
      value = next;
      for (const listener of listeners) listener();
    },
    listeners,
  };
}

test("what is there already is not waited for", async () => {
  const { missing, watch, listeners } = changing(undefined);
  await until(missing, watch, 1);
  expect(listeners.size).toBe(0);
});

test("waits for a change, and listens no longer", async () => {
  const { missing, watch, become, listeners } = changing("more");
  const waiting = until(missing, watch, 60_000);
  become("less");
  become(undefined);
  await waiting;
  expect(listeners.size).toBe(0);
});

test("says what is missing when the time is over", async () => {
  vi.useFakeTimers();
  const { missing, watch } = changing("the second message");
  const reason = until(missing, watch, 500).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(500);
  expect(await reason).toEqual(new Error("the second message (after 500 ms)"));
  vi.useRealTimers();
});

test("what can never come right fails at once", async () => {
  const { watch } = changing("more");
  const wrong = (): string => {
    throw new Error("out of turn");
  };
  await expect(until(wrong, watch, 60_000)).rejects.toThrow("out of turn");
});
