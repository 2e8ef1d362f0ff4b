import { expect, test } from "vitest";
import { simulate } from "./simulate.js";

/** `SEED=4711 npx vitest run src/simulation` replays one. In CI all of them run. */
const replay = process.env["SEED"];
const seeds = replay !== undefined ? [Number(replay)] : range(process.env["CI"] === undefined ? 2000 : 20_000);

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

test(`no seed breaks an invariant (${seeds.length} seeds)`, { timeout: 600_000 }, () => {
  const broken = seeds.map(simulate).filter(({ violations }) => violations.length > 0);
  expect(broken).toEqual([]);
});

test("the same seed leads to the same verdict", () => {
  expect(simulate(42)).toEqual(simulate(42));
});

test("what is judged happens: publishes are acknowledged, connections lost, gaps told", () => {
  const counts = range(20).map((seed) => simulate(seed).counts);
  const total = (name: keyof (typeof counts)[number]): number => counts.reduce((sum, one) => sum + one[name], 0);
  expect(total("acknowledged")).toBeGreaterThan(200);
  expect(total("messages")).toBeGreaterThan(200);
  expect(total("gaps")).toBeGreaterThan(20);
  expect(total("dials")).toBeGreaterThan(100);
});
