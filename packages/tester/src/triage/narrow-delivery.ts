import type { ScenarioStep } from "../plan/scenario.js";
import { sinkOfStep } from "../plan/webhooks/endpoints.js";
import type { StoryFinding } from "../run/finding.js";
import type { Entry } from "../run/story.js";

/**
 * A finding about some sinks of a scenario, without the steps and entries of the others: each sink has an endpoint of its own, so
 * they do not need each other.
 */
export function narrowDelivery(finding: StoryFinding, sinks: ReadonlySet<string>): StoryFinding {
  const { scenario, story, entry: shown } = finding;
  const kept = scenario.steps.flatMap((step, index) => {
    const narrow = narrowStep(step, sinks);
    return narrow === undefined ? [] : [{ step: narrow, index }];
  });
  const places = new Map(kept.map(({ index }, place) => [index, place]));
  const entries = story.entries
    .map((entry, index) => ({ entry, index }))
    .filter(({ entry }) => isAbout(entry, sinks))
    .map(({ entry, index }) => ({ entry: { ...entry, step: places.get(entry.step) ?? 0 }, index }));
  const place = entries.findIndex(({ index }) => index === shown);
  const narrowed = { ...scenario, steps: kept.map(({ step }) => step) };
  return {
    ...finding,
    scenario: narrowed,
    story: { ...story, scenario: narrowed, entries: entries.map(({ entry }) => entry) },
    ...(place >= 0 && { entry: place }),
  };
}

function narrowStep(step: ScenarioStep, sinks: ReadonlySet<string>): ScenarioStep | undefined {
  if (step.do === "listen") return sinks.has(step.as) ? step : undefined;
  if (step.do === "call") return isOf(step.step.name, sinks) ? step : undefined;
  if (step.do !== "wait" || !("deliveries" in step.until)) return step;
  const of = step.until.of.filter((each) => sinks.has(each));
  return of.length === 0 ? undefined : { ...step, until: { ...step.until, of } };
}

function isAbout(entry: Entry, sinks: ReadonlySet<string>): boolean {
  if (entry.kind === "called") return isOf(entry.name, sinks);
  return !("by" in entry) || sinks.has(entry.by);
}

function isOf(name: string, sinks: ReadonlySet<string>): boolean {
  const sink = sinkOfStep(name);
  return sink === undefined || sinks.has(sink);
}
