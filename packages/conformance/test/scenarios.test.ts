import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runScenario } from "../src/runner/run-scenario.js";
import { loadScenarios } from "../src/scenario/load-scenarios.js";
import { TesteeProcess } from "../src/testee/testee-process.js";
import { testees } from "../src/testee/testees.js";

const scenarios = loadScenarios().map(({ scenario }) => scenario);

describe.each(Object.entries(testees))("the %s runtime", (language, program) => {
  const shared = new TesteeProcess(program);
  let can: ReadonlySet<string>;
  let knownFailures: Readonly<Record<string, string>>;
  beforeAll(async () => {
    const features = await shared.features;
    can = new Set(features.features);
    ({ knownFailures } = features);
  });
  afterAll(() => shared.end(5000));

  test.concurrent.each(scenarios)("$name: $title", async (scenario) => {
    if (scenario.needs?.some((feature) => !can.has(feature)) === true) return;
    const testee = scenario.given?.ownTestee === true ? new TesteeProcess(program) : shared;
    const run = runScenario(scenario, testee).finally(() => testee === shared || testee.end(5000));
    if (knownFailures[scenario.name] === undefined) await run;
    else await expect(run, `passes, though known to fail: ${knownFailures[scenario.name]}`).rejects.toThrow();
  });

  test("says which language it is", async () => {
    expect((await shared.features).language).toBe(language);
  });

  test("knows of no failures of scenarios that are gone", () => {
    const names = new Set(scenarios.map(({ name }) => name));
    expect(Object.keys(knownFailures).filter((name) => !names.has(name))).toEqual([]);
  });
});
