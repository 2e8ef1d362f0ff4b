import type { Channel } from "@parlance/contract";
import { resumeChecks } from "../checks/story/resume-checks.js";
import type { Abilities, Dialect } from "../connect/dialect.js";
import { cutScenario } from "../plan/resume/cut-scenario.js";
import { guardScenario, thieves } from "../plan/resume/guard-scenario.js";
import { type Schedule, schedules } from "../plan/resume/schedules.js";
import { publishing, type Source } from "../plan/resume/source.js";
import type { Transport } from "../plan/scenario.js";
import { seedOf } from "../plan/seed.js";
import type { RunParts } from "./parts.js";
import { type MakeScenario, StoryTrials, type StoryTrialsOptions } from "./story-trials.js";

/** What a test of resuming takes. */
export type ResumeRunOptions = Omit<StoryTrialsOptions, "checks" | "openSink">;

/** A channel whose messages have positions, and who speaks to it over one transport. */
interface Resumable {
  readonly channel: Channel;
  readonly over: Transport;
  readonly dialect: Dialect;
}

/** Milliseconds that one channel takes over one transport; less where it was found to fail, for then much is waited for in vain. */
const [longestMs, longestFailingMs] = [12_000, 4000];

/** Tests whether listeners that were cut off go on without loss, duplicate or what is not theirs. */
export class ResumeRun {
  readonly #parts: RunParts;
  readonly #dialects: readonly Dialect[];
  readonly #trials: StoryTrials;

  constructor(options: ResumeRunOptions) {
    this.#parts = options.parts;
    this.#dialects = options.dialects;
    this.#trials = new StoryTrials({ ...options, checks: resumeChecks });
  }

  /** One round over all channels that can be gone on with. Further rounds cut at other bytes. */
  async round(round: number): Promise<void> {
    for (const channel of this.#parts.channels)
      for (const each of this.#resumable(channel)) await this.#channel(each, round);
  }

  async #channel(resumable: Resumable, round: number): Promise<void> {
    const { channel, over, dialect } = resumable;
    const start = seedOf(this.#parts.seed, "resume", channel.name, over, round) & 0xf_ffff;
    if (this.#source(channel, start) === undefined)
      return this.#note(channel, "resume (nothing is known that makes messages come)");
    const makes: readonly MakeScenario[] = [
      ...schedules(over, start).map((each) => this.#cut(channel, each)),
      ...thieves
        .filter((credential) => dialect.guarded(channel) && dialect.has(credential, channel))
        .filter((credential) => credential !== "unscoped" || dialect.scoped(channel))
        .map((credential) => (n: number) => {
          const source = this.#source(channel, n);
          return source === undefined ? undefined : guardScenario(source, over, credential);
        }),
    ];
    const began = performance.now();
    const isOver = () => performance.now() - began > (this.#fails(channel) ? longestFailingMs : longestMs);
    for (const [index, make] of makes.entries()) {
      if (this.#parts.signal.aborted) return;
      if (isOver())
        return this.#note(
          channel,
          `${makes.length - index} of ${makes.length} ways to be cut over ${over}, for want of time`,
        );
      await this.#trials.run(make, start + index);
    }
  }

  #fails({ name }: Channel): boolean {
    return this.#parts.findings.confirmed.some(({ subject }) => subject === name);
  }

  #note({ name }: Channel, what: string): void {
    this.#parts.coverage.note(name, `not covered: ${what}`);
  }

  #cut(channel: Channel, schedule: Schedule): MakeScenario {
    return (n) => {
      const source = this.#source(channel, n);
      return source === undefined ? undefined : cutScenario(source, schedule);
    };
  }

  #source(channel: Channel, n: number): Source | undefined {
    const isPublished = this.#dialects.some((each) => each.abilities(channel)?.publish === true);
    return isPublished ? publishing(channel, { ...this.#parts, n }) : undefined;
  }

  #resumable(channel: Channel): readonly Resumable[] {
    const found = this.#dialects.flatMap((dialect) => {
      const abilities = dialect.abilities(channel);
      return abilities?.positions === true ? of(channel, dialect, abilities) : [];
    });
    const isSpokenTo = this.#dialects.some((each) => each.abilities(channel) !== undefined);
    if (found.length === 0 && isSpokenTo) this.#note(channel, "resume (its messages have no positions)");
    return found;
  }
}

function of(channel: Channel, dialect: Dialect, { transports }: Abilities): readonly Resumable[] {
  return transports.map((over) => ({ channel, over, dialect }));
}
