import { expect, test } from "vitest";
import { Allowance } from "./allowance.js";

test("an allowance is a burst of one second, refilled at the same rate", () => {
  const allowance = new Allowance(2, 0);
  expect([allowance.take(0), allowance.take(0), allowance.take(0)]).toEqual([0, 0, 500]);
  expect([allowance.take(500), allowance.take(600)]).toEqual([0, 400]);
  expect([allowance.take(60_000), allowance.take(60_000), allowance.take(60_000)]).toEqual([0, 0, 500]);
});

test("what is owed has to be waited for", () => {
  const allowance = new Allowance(2, 0);
  for (let taken = 0; taken < 4; taken++) allowance.owe(0);
  expect(allowance.take(0)).toBe(1500);
  expect(allowance.take(1500)).toBe(0);
});

test("an exhausted allowance is refilled from the stated time on", () => {
  const allowance = new Allowance(2, 0);
  allowance.exhaust(3000);
  expect([allowance.take(1000), allowance.take(3499), allowance.take(3500)]).toEqual([2500, 1, 0]);
});
