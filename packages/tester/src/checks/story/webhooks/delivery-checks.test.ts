import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { failuresOf, storySecret, type Told, type ToldAttempt } from "../../../testing/delivery-story.js";

const cause: Told = { call: "cause 1", atMs: 100 };
const again: Told = { call: "cause 2", atMs: 5000, body: { id: "t-2", name: "b" } };
const removed = (atMs: number): Told => ({ call: "remove first", atMs, status: 204 });
const taken = (at: string, more: Partial<ToldAttempt> = {}): ToldAttempt => ({ at, atMs: 120, answer: 204, ...more });
const failed = (at: string, more: Partial<ToldAttempt> = {}): ToldAttempt => ({ ...taken(at, more), answer: 500 });
const idsOf = (told: readonly Told[], options?: Parameters<typeof failuresOf>[1]) =>
  failuresOf(told, options).map(([check]) => check);

test("What a right sender does is right", () => {
  const told: readonly Told[] = [
    cause,
    taken("first"),
    failed("failing"),
    { ...taken("busy", { retryAfter: 2 }), answer: 429 },
    { ...taken("gone"), answer: 410 },
    taken("failing", { atMs: 1100 }),
    taken("busy", { atMs: 2130 }),
    again,
    taken("first", { atMs: 5020, id: "evt_2", thing: "t-2" }),
    taken("last", { atMs: 130 }),
    removed(6000),
  ];
  expect(failuresOf(told, { profile: { retryWithinMs: 2000 } })).toEqual([]);
});

describe("Arrival", () => {
  test("Nothing that comes is a failure, if it was asked for and happened", () => {
    const registered: Told = { call: "register asked", atMs: 0 };
    const sink = { call: "change asked", atMs: 1 };
    expect(idsOf([registered, sink, cause])).toEqual(["webhook-delivered"]);
    expect(idsOf([registered, sink, { ...cause, status: 422 }])).toEqual([]);
    expect(idsOf([registered, sink, { ...cause, status: 202 }])).toEqual([]);
    expect(idsOf([sink, cause, taken("asked", { thing: "t-9" })])).toEqual([]);
  });

  test("What was taken must not come again; what was not may", () => {
    expect(idsOf([cause, taken("first"), taken("first", { atMs: 1200 })])).toEqual(["webhook-once"]);
    expect(idsOf([cause, taken("first"), taken("first", { atMs: 150, id: "evt_2" })])).toEqual(["webhook-once"]);
    expect(idsOf([cause, failed("failing"), taken("failing", { atMs: 1200 })])).toEqual([]);
    expect(idsOf([cause, taken("first"), taken("first", { id: "evt_2", thing: "t-9" })])).toEqual([]);
  });

  test("Only what was asked for comes; a ping is no event", () => {
    expect(idsOf([cause, taken("first", { type: "thing.deleted" })])).toEqual(["webhook-asked-only"]);
    const ping = taken("first", { type: "ping", thing: "h-1", headers: [] });
    expect(idsOf([cause, ping, taken("first", { id: "evt_2" })])).toEqual([]);
    expect(idsOf([cause, taken("first", { type: "made up" })])).toEqual(["webhook-schema"]);
  });

  test("Endpoints that ended, and those of others, get nothing of it", () => {
    const ended: Told = { call: "change deleted", atMs: 50 };
    expect(idsOf([ended, cause, taken("deleted")])).toEqual(["webhook-ended"]);
    expect(idsOf([ended, cause, taken("deleted", { thing: "t-0" })])).toEqual([]);
    expect(idsOf([{ ...ended, status: 500 }, cause, taken("deleted")])).toEqual([]);
    expect(idsOf([cause, taken("stranger")])).toEqual(["webhook-tenant"]);
    expect(idsOf([cause, taken("stranger", { thing: "t-0" })])).toEqual([]);
  });

  test("Who takes everything need not wait for who fails", () => {
    const last: Told = { call: "change last", atMs: 50 };
    expect(idsOf([last, cause, failed("failing")])).toEqual(["webhook-independent"]);
    expect(idsOf([last, cause, failed("failing"), taken("last", { atMs: 2000 })])).toEqual(["webhook-independent"]);
    expect(idsOf([last, cause])).toEqual([]);
  });
});

describe("Trust", () => {
  test("A signature must fit, by the scheme that the headers show or the profile names", () => {
    const other = "whsec_YW5vdGhlciBzZWNyZXQhISE=";
    expect(idsOf([cause, taken("first", { secret: other })])).toEqual(["webhook-signature"]);
    const unknown = [["x-acme-signature", "abc"]] as const;
    expect(idsOf([cause, taken("first", { headers: unknown })])).toEqual(["webhook-headers"]);
    expect(idsOf([cause, taken("first", { headers: unknown })], { profile: { scheme: "hmac-body" } })).toEqual([
      "webhook-headers",
      "webhook-signature",
    ]);
    expect(idsOf([cause, taken("first", { headers: [] })], { profile: { scheme: "none" } })).toEqual([
      "webhook-headers",
    ]);
  });

  test("A secret that is shown masked is none", () => {
    const masked: Told = { call: "register first", atMs: 1, body: { id: "h", url: "x", secret: "whsec_********" } };
    const other = "whsec_YW5vdGhlciBzZWNyZXQhISE=";
    expect(idsOf([masked, cause, taken("first", { secret: other })])).toEqual([]);
  });

  test("GitHub's signature is known by its header", () => {
    const body = JSON.stringify({ id: "evt_1", type: "thing.created", data: { id: "t-1", name: "a" } });
    const of = (key: string) => `sha256=${createHmac("sha256", key).update(body).digest("hex")}`;
    const signed = (key: string) => taken("first", { headers: [["x-hub-signature-256", of(key)]] });
    expect(idsOf([cause, signed(storySecret)])).toEqual(["webhook-headers"]);
    expect(idsOf([cause, signed("other")])).toEqual(["webhook-headers", "webhook-signature"]);
  });

  test("A timestamp is that of the attempt", () => {
    expect(idsOf([cause, taken("first", { behind: 301 })])).toEqual(["webhook-timestamp"]);
    expect(idsOf([cause, taken("first", { behind: -302 })])).toEqual(["webhook-timestamp"]);
    expect(idsOf([cause, taken("first", { behind: 250 })])).toEqual([]);
    const later = (behind: number) => taken("failing", { atMs: 2130, behind });
    expect(idsOf([cause, failed("failing"), later(2)])).toEqual(["webhook-timestamp"]);
    expect(idsOf([cause, failed("failing"), later(0.9)])).toEqual([]);
    // Within one second both may bear the same.
    expect(idsOf([cause, failed("failing"), taken("failing", { atMs: 1130, behind: 1 })])).toEqual([]);
  });

  test("A secret that was replaced goes on for a while, and the new one counts at once", () => {
    const fresh = "whsec_YW5vdGhlciBzZWNyZXQhISE=";
    const rotate: Told = { call: "change rotated", atMs: 50, body: { id: "h", url: "x", secret: fresh } };
    const messages = (told: readonly Told[]) => failuresOf(told).map(([, message]) => message);
    expect(messages([rotate, cause, taken("rotated")])).toEqual(["It is not signed with the new secret. (at rotated)"]);
    expect(messages([rotate, cause, taken("rotated", { secret: fresh })])).toEqual([
      "It is not signed with the old secret, which still holds. (at rotated)",
    ]);
  });
});

describe("Retries", () => {
  test("are missed only where somebody says when they come", () => {
    const told: readonly Told[] = [cause, failed("failing"), removed(4000)];
    expect(idsOf(told)).toEqual([]);
    expect(idsOf(told, { profile: { retryWithinMs: 3000 } })).toEqual(["webhook-retried"]);
    expect(idsOf(told, { profile: { retryWithinMs: 5000 } })).toEqual([]);
  });

  test("of who was not answered come when the sender has given up", () => {
    const waiting: Told = { ...taken("slow"), answer: "timeout" };
    const profile = { retryWithinMs: 1000 };
    expect(idsOf([cause, waiting, removed(4000)], { profile })).toEqual([]);
    expect(idsOf([cause, waiting, { abandoned: "slow", atMs: 3500 }, removed(4000)], { profile })).toEqual([]);
    expect(idsOf([cause, waiting, { abandoned: "slow", atMs: 2000 }, removed(4000)], { profile })).toEqual([
      "webhook-retried",
    ]);
  });

  test("have the id and the bytes of the first attempt", () => {
    const first = failed("failing");
    const next = (more: Partial<ToldAttempt>) => [cause, first, taken("failing", { atMs: 1120, ...more })];
    expect(idsOf(next({ id: "evt_2" }))).toEqual(["webhook-same-id"]);
    expect(idsOf(next({ more: { attempt: 2 } }))).toEqual(["webhook-same-body"]);
    expect(idsOf(next({}))).toEqual([]);
  });

  test("come no earlier than Retry-After asks for", () => {
    const busy: Told = { ...taken("busy", { retryAfter: 2 }), answer: 429 };
    expect(idsOf([cause, busy, taken("busy", { atMs: 1900 })])).toEqual(["webhook-retry-after"]);
    expect(idsOf([cause, busy, taken("busy", { atMs: 2000 })])).toEqual([]);
  });

  test("never follow a redirect, nor come after 410", () => {
    const gone: Told = { ...taken("gone"), answer: 410 };
    const next = taken("gone", { atMs: 5100, id: "evt_2", thing: "t-2" });
    expect(idsOf([cause, taken("elsewhere")])).toEqual(["webhook-redirect"]);
    expect(idsOf([cause, gone, again, next])).toEqual(["webhook-gone"]);
    expect(idsOf([cause, gone, taken("gone", { atMs: 1100 })])).toEqual(["webhook-gone"]);
    expect(idsOf([cause, gone, taken("gone", { id: "evt_9", thing: "t-9" })])).toEqual([]);
  });
});

test("An endpoint inside of a network is refused", () => {
  const told = (status: number): readonly Told[] => [{ call: "register https://10.0.0.1/hook", atMs: 1, status }];
  expect(idsOf(told(422))).toEqual([]);
  expect(idsOf(told(201))).toEqual(["webhook-address"]);
});
