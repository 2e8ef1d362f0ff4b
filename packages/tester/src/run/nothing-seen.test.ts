import { expect, test } from "vitest";
import type { RunCoverage } from "../covered/coverage.js";
import { nothingSeen } from "./nothing-seen.js";

type Seen = Parameters<typeof nothingSeen>[0];
const channel: RunCoverage["channels"][number] = {
  channel: "room",
  held: 1,
  refused: 0,
  messages: [{ message: "said", received: 0 }],
  undeclared: 0,
  replies: [],
  notes: [],
};
const called = (requests: number) => [{ requests }] as unknown as Seen["operations"];
const nothing: Seen = { operations: called(0), channels: [], webhooks: [] };

test("A run that has called nothing says nothing", () => {
  expect(nothingSeen(nothing)).toContain("nothing could be tried");
  expect(nothingSeen({ ...nothing, operations: called(1) })).toBeUndefined();
});

test("A server that lets everybody in and never speaks says nothing", () => {
  const silent: Seen = { ...nothing, operations: [], channels: [channel] };
  expect(nothingSeen(silent)).toContain("no message came");
  const heard = { ...channel, messages: [{ message: "said", received: 1 }] };
  expect(nothingSeen({ ...silent, channels: [heard] })).toBeUndefined();
  expect(nothingSeen({ ...silent, channels: [{ ...channel, refused: 1 }] })).toBeUndefined();
});

test("Webhooks that came are something", () => {
  const webhooks = [{ webhook: "created", deliveries: 1, outcomes: {}, notes: [] }];
  expect(nothingSeen({ ...nothing, webhooks })).toBeUndefined();
});
