import { afterAll, describe, expect, test } from "vitest";
import { judge } from "../src/runner/judge.js";
import { runScenario } from "../src/runner/run-scenario.js";
import { loadScenarios } from "../src/scenario/load-scenarios.js";
import { variants } from "../src/scenario/variants.js";
import { TesteeProcess } from "../src/testee/testee-process.js";
import { testees } from "../src/testee/testees.js";

const all = loadScenarios().flatMap(({ scenario }) => variants(scenario));

for (const [name, program] of testees()) {
  const shared = new TesteeProcess(program);
  const { language, features, knownFailures } = await shared.features;
  const scenarios = all.filter(({ needs }) => needs.every((feature) => features.includes(feature)));

  describe(`the ${name} runtime`, () => {
    afterAll(() => shared.end(5000));

    test.concurrent.each(scenarios)("$name: $title", async (scenario) => {
      const testee = scenario.given?.ownTestee === true ? new TesteeProcess(program) : shared;
      const run = runScenario(scenario, testee).finally(() => testee === shared || testee.end(5000));
      await judge(run, knownFailures[scenario.name]);
    });

    test("says which language it is, and fails no scenario that is gone", () => {
      expect(language).toBe(name);
      const names = new Set(all.map((scenario) => scenario.name));
      expect(Object.keys(knownFailures).filter((scenario) => !names.has(scenario))).toEqual([]);
    });
  });
}
