import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "../scenario/scenario.js";
import { specs } from "../scenario/load-scenarios.js";
import type { TesteeFeatures } from "../testee/protocol.js";
import type { Feature } from "./load-features.js";

const root = join(specs, "..");

/** What a testee declares and nothing would prove: each with the reason, as a sentence. Scenarios are those that run with it. */
export function unproven(
  declared: TesteeFeatures,
  features: readonly Feature[],
  scenarios: readonly Scenario[],
): readonly string[] {
  const known = new Map(features.map((feature) => [feature.id, feature]));
  return declared.features.flatMap((id) => {
    const feature = known.get(id);
    if (feature === undefined) return [`${id} is not in features.yaml.`];
    if (feature.tests !== undefined) return lackingTest(feature, declared.language);
    return scenarios.some(({ needs }) => needs.includes(id)) ? [] : [`No scenario that runs needs ${id}.`];
  });
}

/** The language of a testee; one in another style (`python-sync`) shares the tests of the language. */
export function languageOf(testee: string): string {
  return testee.replace(/-.*/u, "");
}

function lackingTest({ id, tests, vectors }: Feature, testee: string): readonly string[] {
  const test = tests?.[languageOf(testee)];
  if (test === undefined) return [`features.yaml names no test of ${id} in ${languageOf(testee)}.`];
  if (!existsSync(join(root, test))) return [`The test of ${id} is not there: ${test}.`];
  const runs = vectors === undefined || readFileSync(join(root, test), "utf8").includes(vectors);
  return runs ? [] : [`${test} does not run the vectors ${vectors}.`];
}
