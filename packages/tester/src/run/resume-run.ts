import type { Channel } from "@parlance/contract";
import { resumeChecks } from "../checks/story/resume-checks.js";
import type { Dialect } from "../connect/dialect.js";
import { cutScenario } from "../plan/resume/cut-scenario.js";
import { guardScenario, thieves } from "../plan/resume/guard-scenario.js";
import { schedules } from "../plan/resume/schedules.js";
import type { Source } from "../plan/resume/source.js";
import type { Scenario, Transport } from "../plan/scenario.js";
import { seedOf } from "../plan/seed.js";
import type { RunParts } from "./parts.js";
import { type MakeSource, ResumeSources } from "./resume-sources.js";
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
/** Values of resuming, of rounds and of attempts have numbers that are far from each other and from those of other tests. */
const [first, ofRounds, ofAttempts] = [600_000_000, 100, 1000];
/** Ways to be cut where messages come of calls: the log and its replay are those of the channels on which clients publish. */
const fewWays = 6;

/** Tests whether listeners that were cut off go on without loss, duplicate or what is not theirs. */
export class ResumeRun {
  readonly #parts: RunParts;
  readonly #dialects: readonly Dialect[];
  readonly #trials: StoryTrials;
  readonly #sources: ResumeSources;

  constructor(options: ResumeRunOptions) {
    const { parts, dialects } = options;
    this.#parts = parts;
    this.#dialects = dialects;
    this.#trials = new StoryTrials({ ...options, checks: resumeChecks });
    this.#sources = new ResumeSources(parts, dialects);
  }

  /** One round over all channels that can be gone on with. Further rounds cut at other bytes. */
  async round(round: number): Promise<void> {
    for (const channel of this.#parts.channels)
      for (const each of this.#resumable(channel)) await this.#channel(each, round);
  }

  async #channel(resumable: Resumable, round: number): Promise<void> {
    const { channel, over } = resumable;
    const base = first + (seedOf(this.#parts.seed, "resume", channel.name, over, round) & 0xf_ffff) * ofRounds;
    const [way, ...ways] = schedules(over, base).map((schedule) => (source: Source) => cutScenario(source, schedule));
    const thefts = this.#thieves(resumable).map(
      (credential) => (source: Source) => guardScenario(source, over, credential),
    );
    for (const [attempt, { source, isPublished }] of this.#sources.of(channel).entries()) {
      if (this.#parts.signal.aborted) return;
      const start = base + attempt * ofAttempts;
      const story = await this.#trials.run(made(source, way), start);
      if (story?.whole !== true) continue;
      return await this.#ways(resumable, {
        makes: [...(isPublished ? ways : ways.slice(0, fewWays)), ...thefts].map((each) => made(source, each)),
        start,
      });
    }
    if (!this.#parts.signal.aborted)
      this.#note(channel, "resume (nothing is known that makes messages come, or it was refused)");
  }

  async #ways(
    { channel, over }: Resumable,
    { makes, start }: { readonly makes: readonly MakeScenario[]; readonly start: number },
  ): Promise<void> {
    const began = performance.now();
    const isOver = () => performance.now() - began > (this.#fails(channel) ? longestFailingMs : longestMs);
    for (const [index, make] of makes.entries()) {
      if (this.#parts.signal.aborted) return;
      if (isOver())
        return this.#note(
          channel,
          `${makes.length - index} of ${makes.length} ways to be cut over ${over}, for want of time`,
        );
      await this.#trials.run(make, start + index + 1);
    }
  }

  #thieves({ channel, dialect }: Resumable): readonly (typeof thieves)[number][] {
    if (!dialect.guarded(channel)) return [];
    return thieves
      .filter((credential) => dialect.has(credential, channel))
      .filter((credential) => credential !== "unscoped" || dialect.scoped(channel))
      .filter((credential) => credential !== "otherTenant" || this.#sources.isPublished(channel));
  }

  #resumable(channel: Channel): readonly Resumable[] {
    const speaking = this.#dialects.filter((each) => each.abilities(channel) !== undefined);
    const found = speaking.flatMap((dialect) => {
      const abilities = dialect.abilities(channel);
      return abilities?.positions === true
        ? abilities.transports.map((over): Resumable => ({ channel, over, dialect }))
        : [];
    });
    if (found.length === 0 && speaking.length > 0) this.#note(channel, "resume (its messages have no positions)");
    return found;
  }

  #fails({ name }: Channel): boolean {
    return this.#parts.findings.confirmed.some(({ subject }) => subject === name);
  }

  #note({ name }: Channel, what: string): void {
    this.#parts.coverage.note(name, what);
  }
}

function made(source: MakeSource, way: ((source: Source) => Scenario) | undefined): MakeScenario {
  return (n) => {
    const found = source(n);
    return found === undefined ? undefined : way?.(found);
  };
}
