import { monitorEventLoopDelay } from "node:perf_hooks";
import type { StoryCheck } from "../checks/story/story-check.js";
import type { Scenario } from "../plan/scenario.js";
import { type Role, roles } from "../plan/webhooks/roles.js";
import { narrowDelivery } from "../triage/narrow-delivery.js";
import type { Sinks } from "../webhooks/sinks.js";
import type { Failure, StoryFinding } from "./finding.js";
import type { RunParts } from "./parts.js";
import { playScenario } from "./scenario-run.js";
import { judgeStory } from "./story-trials.js";
import type { Story } from "./story.js";

/** Makes the scenario of a trial, with all roles or with some. */
export type MakeDelivery = (trial: number, only?: readonly Role[]) => Scenario | undefined;

/** What trying deliveries takes. */
export interface DeliveryTrialsOptions {
  readonly parts: RunParts;
  /** The server under test. */
  readonly url: URL;
  readonly checks: readonly StoryCheck[];
  readonly sinks: Sinks;
  /** Milliseconds in which an event must come. */
  readonly eventMs: number;
}

/** Milliseconds that the tester may be late itself: no sender gives up so soon. After a longer one it plays once more. */
const longestStallMs = 800;
/** How often a scenario is played until the tester was not late. */
const plays = 3;
/** Checks that fail where a sender waited in vain for the tester, and so sends again, or where what it sent was taken late. */
const stallable = new Set(["webhook-delivered", "webhook-once", "webhook-independent", "webhook-retried"]);

/** What came of a scenario, and what the checks say against it. */
interface Played {
  readonly story: Story;
  readonly failures: readonly Failure<StoryFinding>[];
}

/** Roles without which the others show nothing: that time passes in which something else is tried again. */
const needed: readonly Role[] = ["first", "failing"];

/**
 * Plays scenarios of webhooks, and again what they show. Waiting for retries takes seconds, so all failures of one scenario are tried
 * again in one, with the sinks that they are about.
 */
export class DeliveryTrials {
  readonly #options: DeliveryTrialsOptions;

  constructor(options: DeliveryTrialsOptions) {
    this.#options = options;
  }

  /** Plays a scenario and gives what came of it; undefined if there is none. */
  async run(make: MakeDelivery): Promise<Story | undefined> {
    const scenario = make(0);
    if (scenario === undefined) return undefined;
    const played = await this.#play(scenario);
    const { findings, signal } = this.#options.parts;
    const failures = signal.aborted ? [] : played.failures.filter(({ key }) => !findings.isKnown(key));
    const only = rolesOf(failures);
    const repeats = [1, 2].map((trial) => once(() => this.#repeat(make(trial, only))));
    await Promise.all(
      failures.map((failure) => {
        const turns = repeats.values();
        const again = async () => (await turns.next().value?.())?.get(failure.key);
        let last = failure;
        return findings.take(
          failure,
          async () => {
            const seen = await again();
            last = seen ?? last;
            return seen !== undefined;
          },
          () => Promise.resolve(narrowed(last)),
        );
      }),
    );
    return played.story;
  }

  /** What fails in one more trial, by its key. */
  async #repeat(scenario: Scenario | undefined): Promise<ReadonlyMap<string, Failure<StoryFinding>>> {
    if (scenario === undefined || this.#options.parts.signal.aborted) return new Map();
    const { failures } = await this.#play(scenario);
    return new Map(failures.map((failure) => [failure.key, failure]));
  }

  /** Plays a scenario until nothing is blamed on the server for which the tester was late. What then remains of that is left out. */
  async #play(scenario: Scenario): Promise<Played> {
    for (let count = 1; ; count += 1) {
      const { story, stallMs } = await this.#perform(scenario);
      const failures = judgeStory(story, this.#options);
      const certain = failures.filter(({ finding }) => stallMs <= longestStallMs || !stallable.has(finding.check));
      if (certain.length === failures.length || count === plays) return { story, failures: certain };
    }
  }

  async #perform(scenario: Scenario): Promise<{ readonly story: Story; readonly stallMs: number }> {
    const { parts, url, eventMs, sinks } = this.#options;
    const openSink = sinks.ofScenario();
    const delay = monitorEventLoopDelay();
    delay.enable();
    const story = await playScenario(scenario, { parts, dialects: [], url, signal: parts.signal, eventMs, openSink });
    delay.disable();
    parts.coverage.addStory(story);
    return { story, stallMs: delay.max / 1e6 };
  }
}

/** The failure with what its own sinks show alone. */
function narrowed(failure: Failure<StoryFinding>): Failure<StoryFinding> {
  const only = rolesOf([failure]);
  if (only === undefined) return failure;
  return { ...failure, finding: narrowDelivery(failure.finding, new Set(only)) };
}

/** The roles that failures are about; undefined: one of them is about all. */
function rolesOf(failures: readonly Failure<StoryFinding>[]): readonly Role[] | undefined {
  const sinks = failures.map(({ finding: { entry, story } }) => {
    const shown = entry === undefined ? undefined : story.entries[entry];
    return shown?.kind === "hooked" ? shown.by : undefined;
  });
  const all = new Set<string | undefined>([...needed, ...sinks, ...(sinks.includes("elsewhere") ? ["moved"] : [])]);
  const found = (Object.keys(roles) as Role[]).filter((each) => all.has(each));
  // Where a scenario has other sinks than these, it has only one.
  return sinks.every((sink) => found.some((each) => each === sink)) ? found : undefined;
}

/** Does it when it is first asked for, and gives the same ever after. */
function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= work());
}
