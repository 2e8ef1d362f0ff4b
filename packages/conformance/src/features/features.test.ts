import { expect, test } from "vitest";
import { loadScenarios } from "../scenario/load-scenarios.js";
import type { Scenario } from "../scenario/scenario.js";
import { featuresPage } from "./features-page.js";
import { type Feature, loadFeatures } from "./load-features.js";
import { unproven } from "./unproven.js";

const webhooks = {
  typescript: "packages/runtime/typescript/src/webhooks/webhooks.vectors.test.ts",
  python: "packages/runtime/python/tests/gone.py",
};
const features: readonly Feature[] = [
  { id: "resume", group: "Realtime", title: "Resume" },
  { id: "webhooks", group: "Beside them", title: "Webhooks", vectors: "webhooks", tests: webhooks },
];
const scenario = (name: string, ...needs: readonly string[]): Scenario => {
  return { name, title: name, clauses: [], needs, steps: [] };
};
const declared = (language: string, ids: readonly string[], knownFailures: Readonly<Record<string, string>> = {}) => {
  return { language, features: ids, knownFailures };
};
const scenarios = [scenario("after-fin", "resume"), scenario("after-reset", "resume")];

test("what scenarios need, and tests that are there, are proofs", () => {
  expect(unproven(declared("typescript", ["resume", "webhooks"]), features, scenarios)).toEqual([]);
});

test.each([
  ["an unknown feature", "go", "telepathy", "telepathy is not in features.yaml."],
  ["a test in another language only", "go", "webhooks", "features.yaml names no test of webhooks in go."],
  ["a test that is gone", "python-sync", "webhooks", `The test of webhooks is not there: ${webhooks.python}.`],
])("%s is no proof", (_title, language, id, problem) => {
  expect(unproven(declared(language, [id]), features, scenarios)).toEqual([problem]);
});

test("neither is a feature no scenario needs, nor a test of other vectors", () => {
  expect(unproven(declared("go", ["resume"]), features, [])).toEqual(["No scenario that runs needs resume."]);
  const other: readonly Feature[] = [{ id: "other", group: "", title: "", vectors: "telepathy", tests: webhooks }];
  expect(unproven(declared("typescript", ["other"]), other, scenarios)).toEqual([
    `${webhooks.typescript} does not run the vectors telepathy.`,
  ]);
});

test("the table shows what is there, what is missing, and what is known to fail", () => {
  const page = featuresPage(features, scenarios, [
    declared("typescript", ["resume", "webhooks"]),
    declared("go", ["resume"], { "after-reset": "no RST on this system" }),
  ]);
  expect(page).toContain("| `resume` | Resume | yes | but for 1 | 2 |");
  expect(page).toContain(`| \`webhooks\` | Webhooks | [yes](../${webhooks.typescript}) | — |  |`);
  expect(page).toContain("| go | after-reset | no RST on this system |");
});

test("every scenario needs features there are, and every feature has a proof", () => {
  const known = loadFeatures();
  const ids = new Set(known.map(({ id }) => id));
  const needed = new Set(loadScenarios().flatMap((file) => file.scenario.needs));
  expect([...needed].filter((id) => !ids.has(id))).toEqual([]);
  expect(known.filter(({ id, tests }) => tests === undefined && !needed.has(id))).toEqual([]);
});
