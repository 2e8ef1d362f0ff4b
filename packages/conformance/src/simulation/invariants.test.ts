import { expect, test } from "vitest";
import { ClientRecord } from "./client-record.js";
import { invariants, type Outcome } from "./invariants.js";
import { Ledger } from "./ledger.js";

const position = (offset: number, epoch = "e1") => ({ epoch, offset });
const gapTo = (offset: number, epoch: string) =>
  ({ type: "gap", channel: "a", from: position(0), to: position(offset, epoch), reason: "epoch_changed" }) as const;
const lost = { code: "connection_lost", message: "", retryable: true };

/** A client that subscribed at offset 0, and a log with three messages, of which the second is even. */
function setUp(): {
  readonly record: ClientRecord;
  readonly ledger: Ledger;
  violations(id: string, more?: object): string[];
} {
  const record = new ClientRecord();
  const ledger = new Ledger();
  for (const offset of [1, 2, 3]) {
    const tags = { kind: offset % 2 === 0 ? "even" : "odd" };
    ledger.add({ channel: "a", epoch: "e1", offset, publishId: `p${offset}`, tags });
  }
  const violations = (id: string, more: object = {}): string[] => {
    const client = { name: "ada", record, busy: false, members: undefined, ...more };
    const heads = new Map([["a", position(3)]]);
    const outcome: Outcome = { ledger, clients: [client], members: new Map([["bob", "{}"]]), heads };
    return invariants.find((one) => one.id === id)?.violations(outcome) ?? ["there is no such invariant"];
  };
  return { record, ledger, violations };
}

function subscribe(record: ClientRecord, filtered = false): void {
  record.subscriptions.set(1, { channel: "a", filtered, start: undefined, state: undefined, deliveries: [] });
  const state = { status: "subscribed", position: position(0), recovered: "none" } as const;
  record.effect({ type: "emit", event: { type: "subscription", subscription: 1, state } }, 0);
}

function receive(record: ClientRecord, ...offsets: number[]): void {
  for (const offset of offsets) {
    const frame = { type: "message", channel: "a", offset } as const;
    record.effect({ type: "emit", event: { type: "message", subscription: 1, frame } }, 0);
  }
}

test("I1: the whole log in order is fine; with a filter, what it selects", () => {
  const all = setUp();
  subscribe(all.record);
  receive(all.record, 1, 2, 3);
  expect(all.violations("I1")).toEqual([]);
  const odd = setUp();
  subscribe(odd.record, true);
  receive(odd.record, 1, 3);
  expect(odd.violations("I1")).toEqual([]);
});

test.each([
  ["a hole", [1, 3], /2 of e1 silently missing/u],
  ["a missing end", [1, 2], /3 of e1 silently missing/u],
  ["a duplicate", [1, 1, 2, 3], /1 after 1/u],
  ["a message that nobody published", [1, 2, 3, 4], /4 of e1 was never published/u],
])("I1: %s is found", (_, offsets, violation) => {
  const { record, violations } = setUp();
  subscribe(record);
  receive(record, ...offsets);
  expect(violations("I1").join()).toMatch(violation);
});

test("I1: a gap excuses what lies before it, not what lies after it", () => {
  const { record, ledger, violations } = setUp();
  subscribe(record);
  ledger.add({ channel: "a", epoch: "e2", offset: 1, publishId: null, tags: {} });
  record.effect({ type: "emit", event: { type: "gap", subscription: 1, frame: gapTo(0, "e2") } }, 0);
  expect(violations("I1").join()).toMatch(/1, 2, 3 of e1 silently missing/u);
  receive(record, 2);
  expect(violations("I1").join()).toMatch(/1 of e2 silently missing/u);
});

test("I2: a publish that never settles, or twice, is found", () => {
  const { record, violations } = setUp();
  const ok = { status: "ok", frame: { epoch: "e1", offset: 1 } } as const;
  record.publishes.set(1, { channel: "a", publishId: "p1", outcomes: [] });
  record.publishes.set(2, { channel: "a", publishId: "p2", outcomes: [ok, ok] });
  expect(violations("I2")).toEqual(["ada: publish 1 settled 0 times", "ada: publish 2 settled 2 times"]);
});

test("I3: an acknowledged publish that is not in the log, or twice, is found", () => {
  const { record, ledger, violations } = setUp();
  const ok = { status: "ok", frame: { epoch: "e1", offset: 1 } } as const;
  record.publishes.set(1, { channel: "a", publishId: "p1", outcomes: [ok] });
  expect(violations("I3")).toEqual([]);
  record.publishes.set(2, { channel: "a", publishId: "p9", outcomes: [ok] });
  ledger.add({ channel: "a", epoch: "e1", offset: 4, publishId: "p1", tags: {} });
  expect(violations("I3")).toHaveLength(2);
});

test("I4: another view of the members than the server's is found", () => {
  const { violations } = setUp();
  expect(violations("I4", { members: new Map([["bob", "{}"]]) })).toEqual([]);
  expect(violations("I4", { members: new Map([["bob", '{"n":1}']]) })).toHaveLength(1);
  expect(violations("I4", { members: new Map() })).toHaveLength(1);
});

test("I5: a second transport beside a living one is found", () => {
  const { record, violations } = setUp();
  record.effect({ type: "open", transport: 1, url: undefined }, 0);
  record.effect({ type: "open", transport: 2, url: undefined }, 10);
  expect(violations("I5")).toEqual(["ada: transport 2 was opened while 1 lived"]);
});

test("I6: a dial after the end is found", () => {
  const { record, violations } = setUp();
  const event = { type: "state", state: { status: "failed", error: lost }, previous: { status: "idle" } } as const;
  record.effect({ type: "emit", event }, 5);
  record.effect({ type: "open", transport: 1, url: undefined }, 6);
  expect(violations("I6")).toEqual(["ada: transport 1 was opened after the end"]);
});

test("I7: a dial soon after a failed one is found, unless the host asked for it", () => {
  const { record, violations } = setUp();
  for (const transport of [1, 2, 3]) {
    record.effect({ type: "open", transport, url: undefined }, transport * 100);
    record.ended(transport, transport * 100 + 10);
  }
  expect(violations("I7")).toEqual(["ada: dialled 90 ms after a failed attempt"]);
  record.nudges.push(250);
  expect(violations("I7")).toEqual([]);
});

test("I8: what is left after close is found", () => {
  const { record, violations } = setUp();
  const event = { type: "state", state: { status: "closed" }, previous: { status: "idle" } } as const;
  record.effect({ type: "emit", event }, 5);
  expect(violations("I8", { busy: true })).toEqual(["ada: something is left"]);
});

test("I9: asking for a life of the log that is known to be over is found", () => {
  const { record, violations } = setUp();
  subscribe(record);
  record.effect({ type: "emit", event: { type: "gap", subscription: 1, frame: gapTo(0, "e2") } }, 0);
  const frame = { type: "subscribe", id: 1, channel: "a", since: position(3) } as const;
  record.effect({ type: "send", transport: 1, frame }, 0);
  expect(violations("I9")).toHaveLength(1);
});
