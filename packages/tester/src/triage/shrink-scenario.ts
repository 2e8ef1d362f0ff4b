import type { Scenario, ScenarioStep } from "../plan/scenario.js";
import type { Failure, StoryFinding } from "../run/finding.js";
import type { Story } from "../run/story.js";

/** How often a smaller scenario is played to make a finding small. */
const mostPlays = 40;
/** Milliseconds after which it is small enough: what waits in vain would take all the run's time. */
const longestMs = 3000;

/** What making a scenario smaller takes. */
export interface ShrinkScenarioOptions {
  /** The same steps with fresh values; undefined if there are none. */
  readonly again: () => Scenario | undefined;
  readonly play: (scenario: Scenario) => Promise<Story>;
  /** Plays without much patience for what does not come. */
  readonly playHastily: (scenario: Scenario) => Promise<Story>;
  /** What a story shows. */
  readonly failures: (story: Story) => readonly Failure<StoryFinding>[];
  readonly signal: AbortSignal;
}

/**
 * The same failure shown by fewer steps: those that do not matter are left out, first all of one participant, then more and more
 * finely (delta debugging: Zeller and Hildebrandt, 2002). What is tried is played hastily; what is left must show it once more with
 * all patience. Gives the failure itself where nothing smaller shows it.
 */
export async function shrinkScenario(
  failure: Failure<StoryFinding>,
  options: ShrinkScenarioOptions,
): Promise<Failure<StoryFinding>> {
  return (await new Shrinking(failure, options).run()) ?? failure;
}

class Shrinking {
  readonly #key: string;
  readonly #options: ShrinkScenarioOptions;
  readonly #steps: readonly ScenarioStep[];
  /** Indexes of the steps that are still there. */
  #kept: readonly number[];
  readonly #until = performance.now() + longestMs;
  #plays = 0;

  constructor(failure: Failure<StoryFinding>, options: ShrinkScenarioOptions) {
    this.#key = failure.key;
    this.#options = options;
    this.#steps = failure.finding.scenario.steps;
    this.#kept = [...this.#steps.keys()];
  }

  /** The failure of what is left; undefined if nothing could be left out. */
  async run(): Promise<Failure<StoryFinding> | undefined> {
    await this.#leaveOut();
    if (this.#kept.length === this.#steps.length || this.#options.signal.aborted) return undefined;
    return await this.#shown(this.#kept, this.#options.play);
  }

  async #leaveOut(): Promise<void> {
    for (const name of new Set(this.#steps.flatMap(participants)))
      await this.#without((index) => participants(this.#steps[index]).includes(name));
    let size = Math.ceil(this.#kept.length / 2);
    while (size > 0 && !this.#isOver) {
      const before = this.#kept.length;
      await this.#pass(size);
      // The finest is gone through until it changes nothing.
      if (size > 1) size = Math.floor(size / 2);
      else if (this.#kept.length === before) size = 0;
    }
  }

  get #isOver(): boolean {
    return this.#plays >= mostPlays || performance.now() > this.#until || this.#options.signal.aborted;
  }

  /** Leaves out one part after the other, the last ones first, since what comes first is what others stand on. */
  async #pass(size: number): Promise<void> {
    const parts = chunks(this.#kept, size);
    for (const part of parts.toReversed()) {
      const dropped = new Set(part);
      await this.#without((index) => dropped.has(index));
    }
  }

  async #without(isDropped: (index: number) => boolean): Promise<void> {
    const kept = this.#kept.filter((index) => !isDropped(index) || this.#mustWait(index, isDropped));
    if (this.#isOver || kept.length === this.#kept.length) return;
    this.#plays += 1;
    if ((await this.#shown(kept, this.#options.playHastily)) !== undefined) this.#kept = kept;
  }

  /** The same failure, if these steps show it. */
  async #shown(
    kept: readonly number[],
    play: ShrinkScenarioOptions["play"],
  ): Promise<Failure<StoryFinding> | undefined> {
    const fresh = this.#options.again();
    if (fresh === undefined || fresh.steps.length !== this.#steps.length) return undefined;
    const story = await play(withSteps(fresh, kept));
    // A story that lacks a step that another one needs shows something else.
    return story.whole ? this.#options.failures(story).find(({ key }) => key === this.#key) : undefined;
  }

  /** What is not waited for would seem to be missing: waits go with the one who waits only. */
  #mustWait(index: number, isDropped: (index: number) => boolean): boolean {
    const step = this.#steps[index];
    if (step?.do !== "wait") return false;
    const names = participants(step);
    return this.#kept.some((other) => {
      const each = this.#steps[other];
      return each?.do !== "wait" && !isDropped(other) && participants(each).some((name) => names.includes(name));
    });
  }
}

/** Who takes part in a step, by name. */
function participants(step: ScenarioStep | undefined): readonly string[] {
  if (step === undefined || step.do === "call") return [];
  if (step.do !== "wait") return [step.as];
  return "of" in step.until ? [step.until.of].flat() : [];
}

/** Some steps of a scenario, and what must come of them to those all of whose steps are among them. */
function withSteps(scenario: Scenario, kept: readonly number[]): Scenario {
  const all = scenario.steps;
  const steps = kept.flatMap((index) => all[index] ?? []);
  const isWhole = (name: string) => all.every((each) => !participants(each).includes(name) || steps.includes(each));
  const dues = scenario.dues?.filter(
    ({ call, to }) => isWhole(to) && steps.some((each) => each.do === "call" && each.step.name === call),
  );
  return { ...scenario, steps, ...(dues !== undefined && { dues }) };
}

function chunks(items: readonly number[], size: number): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
