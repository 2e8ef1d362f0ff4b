import { expect, test } from "vitest";
import { retryAt } from "./retry-schedule.js";

const hour = 3_600_000;
const first = { attempts: 1, now: 0, createdAt: 0, random: 0 };

test("waits grow, and are over before three days are", () => {
  let now = 0;
  const waits: number[] = [];
  for (let attempts = 1; ; attempts++) {
    const at = retryAt({ ...first, attempts, now });
    if (at === undefined) break;
    waits.push(at - now);
    now = at;
  }
  expect(waits.length).toBe(11);
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(now).toBeGreaterThan(71 * hour);
  expect(now).toBeLessThan(72 * hour);
});

test("jitter shortens a wait by a fifth at most", () => {
  expect([retryAt(first), retryAt({ ...first, random: 1 })]).toEqual([1000, 800]);
});

test("Retry-After makes a wait longer, never shorter, and a day at most", () => {
  const asked = (retryAfter: string) => retryAt({ ...first, retryAfter });
  expect(asked("120")).toBe(120_000);
  expect(asked("0")).toBe(1000);
  expect(asked("Thu, 01 Jan 1970 00:01:00 GMT")).toBe(60_000);
  expect(asked("Thu, 01 Jan 2099 00:01:00 GMT")).toBe(24 * hour);
  expect(asked("999999999")).toBe(24 * hour);
  expect(asked("soon")).toBe(1000);
  expect(asked("-5")).toBeGreaterThanOrEqual(1000);
});

test("nothing is tried again when three days are over", () => {
  expect(retryAt({ ...first, now: 72 * hour })).toBeUndefined();
  expect(retryAt({ ...first, now: 50 * hour, retryAfter: "86400" })).toBeUndefined();
});
