import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { WebhookEvent } from "./webhook-event.js";
import { SqliteStore } from "../../../store/sqlite-store.js";
import { WebhookOutbox } from "./webhook-outbox.js";
import { WebhookQueue } from "./webhook-queue.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const clock = () => 1_700_000_000_000;
let count = 0;
const ids = (prefix: string) => `${prefix}_${String(++count).padStart(8, "0")}`;
const project = "prj_test0001";
const endpoint = "key https://example.com/";

/** An endpoint that gives these answers in turn, then 200. */
function start(answers: readonly (number | Error)[] = [], store = new SqliteStore({ clock })) {
  const bodies: { time_ms: number; events: WebhookEvent[] }[] = [];
  const lost: [number, string][] = [];
  const left = [...answers];
  const failures: unknown[] = [];
  const queue = new WebhookQueue({
    clock,
    outbox: new WebhookOutbox({ store, clock, ids, project, endpoint }),
    failed: (error) => failures.push(error),
    post: async (body) => {
      bodies.push(JSON.parse(body) as (typeof bodies)[number]);
      const answer = left.shift() ?? 200;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    lost: (count, reason) => lost.push([count, reason]),
  });
  return { queue, bodies, lost, failures, store };
}

const event = (channel: string): WebhookEvent => ({ name: "channel_occupied", channel });

describe("events", () => {
  test("of a quarter of a second go together, in order", async () => {
    const { queue, bodies } = start();
    for (const channel of ["a", "b", "c"]) queue.add(event(channel));
    await vi.advanceTimersByTimeAsync(249);
    expect(bodies).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(bodies).toEqual([{ time_ms: 1_700_000_000_000, events: ["a", "b", "c"].map(event) }]);
    queue.add(event("d"));
    await vi.advanceTimersByTimeAsync(250);
    expect(bodies).toHaveLength(2);
  });

  test("are at most a hundred in one body", async () => {
    const { queue, bodies } = start();
    for (let n = 0; n < 101; n++) queue.add(event(`c${n}`));
    await vi.advanceTimersByTimeAsync(250);
    expect(bodies.map(({ events }) => events.length)).toEqual([100, 1]);
  });

  test("are lost beyond a thousand, the oldest first, and somebody hears of it", async () => {
    const { queue, bodies, lost } = start();
    for (let n = 0; n < 1002; n++) queue.add(event(`c${n}`));
    await vi.advanceTimersByTimeAsync(250);
    expect(lost).toHaveLength(2);
    expect(bodies[0]?.events[0]).toEqual(event("c2"));
  });
});

describe("a failed attempt", () => {
  test("is repeated with growing waits, and what comes meanwhile waits its turn", async () => {
    const { queue, bodies, lost } = start([500, new Error("refused"), 301]);
    queue.add(event("a"));
    await vi.advanceTimersByTimeAsync(250);
    queue.add(event("b"));
    await vi.advanceTimersByTimeAsync(1000 + 2000 + 4000);
    expect(bodies.map(({ events }) => events)).toEqual([
      ...Array.from({ length: 4 }, () => [event("a")]),
      [event("b")],
    ]);
    expect(lost).toEqual([]);
  });

  test("is the last one after five minutes", async () => {
    const { queue, bodies, lost } = start(Array.from({ length: 50 }, () => 503));
    queue.add(event("a"));
    await vi.advanceTimersByTimeAsync(250 + 300_000);
    expect(bodies).toHaveLength(10);
    expect(lost).toEqual([[1, "the endpoint answered 503"]]);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(bodies).toHaveLength(10);
  });
});

describe("the next platform over the same store", () => {
  test("sends what was under way and what still waited, once the one before has ended", async () => {
    const { queue, store } = start(Array.from({ length: 50 }, () => 503));
    queue.add(event("under way"));
    await vi.advanceTimersByTimeAsync(250);
    queue.add(event("waiting"));
    await vi.advanceTimersByTimeAsync(250);
    queue.add(event("collected"));
    await queue.close();
    const next = start([], store);
    await vi.advanceTimersByTimeAsync(0);
    expect(next.bodies.map(({ events }) => events)).toEqual([["under way", "waiting", "collected"].map(event)]);
    await next.queue.close();
    const last = start([], store);
    await vi.advanceTimersByTimeAsync(0);
    expect([last.bodies, next.failures, last.failures]).toEqual([[], [], []]);
  });

  test("sends nothing again that was given up or that another endpoint waits for", async () => {
    const { queue, store, lost } = start(Array.from({ length: 50 }, () => 503));
    queue.add(event("given up"));
    await vi.advanceTimersByTimeAsync(250 + 300_000);
    expect(lost).toHaveLength(1);
    await queue.close();
    const other = new WebhookOutbox({ store, clock, ids, project, endpoint: "key https://example.com/other" });
    await other.keep({ id: other.newId(), events: [event("other")] });
    const next = start([], store);
    await vi.advanceTimersByTimeAsync(0);
    expect(next.bodies).toEqual([]);
  });

  test("a store that does not keep them costs no event while the platform runs", async () => {
    const { queue, store, bodies, failures } = start();
    await store.close();
    queue.add(event("a"));
    await vi.advanceTimersByTimeAsync(250);
    expect(bodies.map(({ events }) => events)).toEqual([[event("a")]]);
    expect(failures.length).toBeGreaterThan(0);
  });
});

test("closing leaves no timer", async () => {
  const { queue } = start([500]);
  queue.add(event("a"));
  await vi.advanceTimersByTimeAsync(300);
  const other = start();
  other.queue.add(event("b"));
  await Promise.all([queue.close(), other.queue.close()]);
  other.queue.add(event("c"));
  expect(vi.getTimerCount()).toBe(0);
  expect(other.bodies).toEqual([]);
});
