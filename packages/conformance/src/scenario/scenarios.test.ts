import { describe, expect, test } from "vitest";
import { operations } from "../runner/operations.js";
import { readClauses } from "./clauses.js";
import { loadScenarios } from "./load-scenarios.js";
import type { Scenario } from "./scenario.js";
import type { Step } from "./step.js";

const files = loadScenarios();
const clauses = readClauses();

describe.each(files)("$name", ({ name, scenario, problems }) => {
  test("is what scenario.schema.json describes", () => {
    expect(problems).toEqual([]);
  });

  test("has the name of its file, and clauses that exist", () => {
    expect(scenario.name).toBe(name);
    expect(scenario.clauses.filter((clause) => !clauses.all.has(clause))).toEqual([]);
  });

  test("speaks of clients it has and operations there are", () => {
    const clients = Object.keys(scenario.given?.clients ?? {});
    expect(
      stepsOf(scenario)
        .map(clientOf)
        .filter((client) => client !== undefined && !clients.includes(client)),
    ).toEqual([]);
    expect(
      stepsOf(scenario).flatMap((step) => ("call" in step && !operations.has(step.call) ? [step.call] : [])),
    ).toEqual([]);
  });
});

test("there are at least 65 scenarios, and every rule of the decision is in one", () => {
  expect(files.length).toBeGreaterThanOrEqual(65);
  const proven = new Set(files.flatMap(({ scenario }) => scenario.clauses));
  expect([...clauses.rules].filter((rule) => !proven.has(rule))).toEqual([]);
});

function stepsOf({ steps }: Pick<Scenario, "steps">): readonly Step[] {
  return steps.flatMap((step) => ("repeat" in step ? stepsOf(step) : [step]));
}

function clientOf(step: Step): string | undefined {
  if ("client" in step) return step.client;
  if ("expect" in step) return step.expect;
  if ("received" in step) return step.received;
  if ("never" in step) return step.never;
  if ("count" in step) return step.count;
  return "network" in step ? step.network : undefined;
}
