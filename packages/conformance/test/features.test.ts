import { afterAll, expect, test } from "vitest";
import { featuresPage } from "../src/features/features-page.js";
import { loadFeatures } from "../src/features/load-features.js";
import { unproven } from "../src/features/unproven.js";
import { loadScenarios } from "../src/scenario/load-scenarios.js";
import { variants } from "../src/scenario/variants.js";
import { TesteeProcess } from "../src/testee/testee-process.js";
import { testeeNames, testees } from "../src/testee/testees.js";

const features = loadFeatures();
const scenarios = loadScenarios().map(({ scenario }) => scenario);
const processes = testees({ ...process.env, TESTEES: undefined }).map(([, program]) => new TesteeProcess(program));
const declared = await Promise.all(processes.map((testee) => testee.features));
afterAll(() => Promise.all(processes.map((testee) => testee.end(5000))));

test.each(declared)("what $language declares is proven by a scenario that runs or by a test", (testee) => {
  const runs = scenarios.flatMap(variants).filter(({ needs }) => needs.every((id) => testee.features.includes(id)));
  expect(unproven(testee, features, runs)).toEqual([]);
});

/** Without one of the languages the table would lack its column; in CI all are there. */
test.skipIf(declared.length < testeeNames.length)("docs/features.md is what the testees declare", async () => {
  await expect(featuresPage(features, scenarios, declared)).toMatchFileSnapshot("../../../docs/features.md");
});
