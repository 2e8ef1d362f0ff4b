import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Quiet } from "./quiet.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start() {
  const told: string[] = [];
  const quiet = new Quiet(3000);
  return {
    told,
    quiet,
    begin: (key: string) => quiet.begin(key, () => told.push(`${key} began`)),
    end: (key: string) => quiet.end(key, () => told.push(`${key} ended`)),
  };
}

test("a beginning is told at once, an end after a while", () => {
  const { told, begin, end } = start();
  begin("a");
  end("a");
  vi.advanceTimersByTime(2999);
  expect(told).toEqual(["a began"]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(["a began", "a ended"]);
});

test("neither is told when it begins again in time, however often", () => {
  const { told, begin, end } = start();
  begin("a");
  for (let n = 0; n < 5; n++) {
    end("a");
    vi.advanceTimersByTime(2000);
    begin("a");
  }
  begin("b");
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual(["a began", "b began"]);
});

test("closing leaves no timer", () => {
  const { told, quiet, end } = start();
  end("a");
  quiet.close();
  vi.advanceTimersByTime(10_000);
  expect([told, vi.getTimerCount()]).toEqual([[], 0]);
});
