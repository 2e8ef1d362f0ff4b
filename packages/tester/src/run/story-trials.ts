import type { Place } from "@parlance/contract";
import type { StoryCheck } from "../checks/story/story-check.js";
import type { Dialect } from "../connect/dialect.js";
import type { Scenario } from "../plan/scenario.js";
import { shrinkScenario } from "../triage/shrink-scenario.js";
import { type Failure, keyOf, type StoryFinding } from "./finding.js";
import type { RunParts } from "./parts.js";
import type { OpenSink } from "./player.js";
import { playScenario } from "./scenario-run.js";
import type { Story } from "./story.js";

/** Makes a scenario of the values that a number chooses; undefined if the contract does not show enough for it. */
export type MakeScenario = (n: number) => Scenario | undefined;

/** What trying scenarios takes. */
export interface StoryTrialsOptions {
  readonly parts: RunParts;
  readonly dialects: readonly Dialect[];
  /** The server under test. */
  readonly url: URL;
  readonly checks: readonly StoryCheck[];
  /** Milliseconds in which an event must come. */
  readonly eventMs: number;
  readonly openSink?: OpenSink;
}

/** How often a finding is tried again until what it needs is there. */
const tries = 3;
/** Milliseconds in which an event must come while a scenario is made smaller. */
const hastyMs = 300;
/** How far the numbers of trials are from each other. */
const apart = 10_000;

/** Plays scenarios, and again with fresh resources where they show something. */
export class StoryTrials {
  readonly #options: StoryTrialsOptions;

  constructor(options: StoryTrialsOptions) {
    this.#options = options;
  }

  /** Plays a scenario and gives what came of it; undefined if there is none. */
  async run(make: MakeScenario, n: number): Promise<Story | undefined> {
    const scenario = make(n);
    if (scenario === undefined) return undefined;
    const story = await this.play(scenario);
    let trial = 0;
    const again = () => make(n + (trial += 1) * apart);
    const { findings, signal } = this.#options.parts;
    const shrinking = {
      again,
      signal,
      play: (smaller: Scenario) => this.play(smaller),
      playHastily: (smaller: Scenario) => this.play(smaller, hastyMs),
      failures: (each: Story) => judgeStory(each, this.#options),
    };
    for (const failure of this.#judge(story))
      await findings.take(
        failure,
        () => this.#repeat(failure, again),
        (each) => shrinkScenario(each, shrinking),
      );
    return story;
  }

  /** Plays a scenario once, and counts what was seen. */
  async play(scenario: Scenario, eventMs = this.#options.eventMs): Promise<Story> {
    const { parts, ...options } = this.#options;
    const story = await playScenario(scenario, { ...options, parts, eventMs, signal: parts.signal });
    parts.coverage.addStory(story);
    return story;
  }

  async #repeat({ key }: Failure<StoryFinding>, again: () => Scenario | undefined): Promise<boolean> {
    for (let count = 0; count < tries && !this.#options.parts.signal.aborted; count += 1) {
      const scenario = again();
      if (scenario === undefined) return false;
      const story = await this.play(scenario);
      if (judgeStory(story, this.#options).some((each) => each.key === key)) return true;
      // One that came less far says nothing.
      if (story.whole) return false;
    }
    return false;
  }

  /** What the end of the run cut off is nobody's fault. */
  #judge(story: Story): readonly Failure<StoryFinding>[] {
    const { findings, signal } = this.#options.parts;
    if (signal.aborted) return [];
    return judgeStory(story, this.#options).filter(({ key }) => !findings.isKnown(key));
  }
}

/** What the checks say against a story, one failure a cause. */
export function judgeStory(
  story: Story,
  { parts: { context }, checks }: Pick<StoryTrialsOptions, "checks"> & { readonly parts: Pick<RunParts, "context"> },
): readonly Failure<StoryFinding>[] {
  const failures = checks.flatMap((check) =>
    check.look(story, context).map(({ subject = story.scenario.subject, message, pointer, entry, cause }) => {
      const finding: StoryFinding = {
        kind: "story",
        check: check.id,
        title: check.title,
        source: check.source,
        subject,
        message,
        place: placeOf(subject, context.contract),
        scenario: story.scenario,
        story,
        ...(pointer !== undefined && { pointer }),
        ...(entry !== undefined && { entry }),
      };
      return { key: keyOf(check.id, subject, pointer, cause), finding };
    }),
  );
  return [...new Map(failures.toReversed().map((each) => [each.key, each])).values()].toReversed();
}

function placeOf(subject: string, { operations, channels, webhooks, messages }: RunParts["contract"]): Place {
  const webhook = webhooks.find(({ name }) => name === subject);
  const operation = webhook?.operation ?? operations.find(({ id }) => id === subject);
  const found = channels.find(({ name }) => name === subject) ?? operation;
  return found?.place ?? messages.find(({ name }) => name === subject)?.place ?? { file: "", line: 1 };
}
