import { describe, expect, it } from "vitest";
import type { Scenario, ScenarioStep } from "../plan/scenario.js";
import type { Failure, StoryFinding } from "../run/finding.js";
import type { Story } from "../run/story.js";
import { shrinkScenario } from "./shrink-scenario.js";

const to = { channel: "chat", parameters: {} };
const open = (as: string): ScenarioStep => ({ do: "open", as, over: "websocket", credential: "valid" });
const subscribe = (as: string): ScenarioStep => ({ do: "subscribe", as, to });
const publish = (data: number): ScenarioStep => ({ do: "publish", as: "one", to, data });
const wait = (of: string): ScenarioStep => ({ do: "wait", until: { published: true, of } });
const call = (name: string): ScenarioStep => ({
  do: "call",
  step: {
    name,
    takes: [],
    case: { operation: name, method: "POST", intent: { kind: "positive" }, credential: "valid", parameters: [] },
  },
});

type Play = (scenario: Scenario) => Promise<Story>;

/** Shrinks a scenario, of which a story fails if it has steps for which `fails` holds. */
async function shrunk(
  scenario: Scenario,
  fails: (steps: readonly ScenarioStep[]) => boolean,
  { again = () => scenario, signal = new AbortController().signal, patiently = (play: Play) => play } = {},
) {
  const played: Scenario[] = [];
  const failures = (story: Story): readonly Failure<StoryFinding>[] =>
    fails(story.scenario.steps) ? [{ key: "key", finding: { story, scenario: story.scenario } as StoryFinding }] : [];
  const play = (smaller: Scenario): Promise<Story> => {
    const opened = new Set(smaller.steps.flatMap((step) => (step.do === "open" ? [step.as] : [])));
    const whole = smaller.steps.every((step) => !("as" in step) || opened.has(step.as));
    return Promise.resolve({ scenario: smaller, entries: [], whole });
  };
  const failure = { key: "key", finding: { scenario } as StoryFinding };
  const playHastily = (smaller: Scenario) => {
    played.push(smaller);
    return play(smaller);
  };
  const { finding } = await shrinkScenario(failure, { again, play: patiently(play), playHastily, failures, signal });
  return { steps: finding.scenario.steps, scenario: finding.scenario, played };
}

describe("shrinkScenario", () => {
  const steps = [
    open("one"),
    open("two"),
    subscribe("two"),
    open("three"),
    subscribe("three"),
    ...[1, 2, 3, 4, 5].map(publish),
    wait("two"),
    wait("three"),
  ];
  const scenario: Scenario = { kind: "publish", subject: "chat", steps };

  it("leaves out whoever does not matter, and each step that does not", async () => {
    const both = (each: readonly ScenarioStep[]) =>
      [2, 4].every((data) => each.includes(steps[4 + data] as ScenarioStep));
    const { steps: left } = await shrunk(scenario, both);
    expect(left).toEqual([open("one"), publish(2), publish(4)]);
  });

  it("keeps waiting for whoever is there", async () => {
    const listens = (each: readonly ScenarioStep[]) => each.includes(steps[2] as ScenarioStep);
    const { steps: left } = await shrunk(scenario, listens);
    expect(left).toEqual([open("two"), subscribe("two"), wait("two")]);
  });

  it("gives back what cannot be smaller, and stops after so many plays", async () => {
    const long = { ...scenario, steps: [open("one"), ...Array.from({ length: 200 }, (_, index) => publish(index))] };
    const { steps: left, played } = await shrunk(long, (each) => each.length === 201);
    expect(left).toHaveLength(201);
    expect(played).toHaveLength(40);
  });

  it("stops with the run, and where there are no fresh values", async () => {
    const { played } = await shrunk(scenario, () => true, { signal: AbortSignal.abort() });
    expect(played).toEqual([]);
    const other = { ...scenario, steps: steps.slice(1) };
    expect((await shrunk(scenario, () => true, { again: () => other })).played).toEqual([]);
  });

  it("gives back the failure where only haste made less of it fail", async () => {
    const patiently = () => (smaller: Scenario) => Promise.resolve({ scenario: smaller, entries: [], whole: false });
    const { steps: left, played } = await shrunk(scenario, () => true, { patiently });
    expect(left).toEqual(steps);
    expect(played.length).toBeGreaterThan(0);
  });

  it("expects what must come only of calls that are made, and of listeners that do all they did", async () => {
    const due = { message: "m", effect: "create", about: "a" } as const;
    const [kept, gone] = [call("kept"), call("gone")];
    const dues = [
      { ...due, call: "kept", to: "two" },
      { ...due, call: "gone", to: "two" },
      { ...due, call: "kept", to: "three" },
    ];
    const called: Scenario = { ...scenario, steps: [...steps, kept, gone], dues };
    const { scenario: left } = await shrunk(
      called,
      (each) =>
        each.includes(kept) && each.includes(steps[1] as ScenarioStep) && each.includes(steps[2] as ScenarioStep),
    );
    expect(left.steps).toEqual([open("two"), subscribe("two"), wait("two"), kept]);
    expect(left.dues).toEqual([dues[0]]);
  });
});
