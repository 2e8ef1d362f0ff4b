import { randomUUID } from "node:crypto";
import type { Channel } from "@parlance/contract";
import { eventChecks } from "../checks/story/events/event-checks.js";
import type { Dialect } from "../connect/dialect.js";
import { reach } from "../plan/events/reach.js";
import { received, type Trigger, triggersOf } from "../plan/events/triggers.js";
import { resourcesOf } from "../plan/resource.js";
import { callable } from "./callable.js";
import { type ChannelContext, note, type Served, servedChannels } from "./channel-context.js";
import { ChannelLives } from "./channel-lives.js";
import { ChannelTalk } from "./channel-talk.js";
import type { RunParts } from "./parts.js";
import type { Story } from "./story.js";
import { StoryTrials } from "./story-trials.js";

/** What testing events takes beside what all tests share. */
export interface EventRunOptions {
  readonly dialects: readonly Dialect[];
  /** The server under test. */
  readonly url: URL;
  /** Milliseconds in which an event must come. */
  readonly eventMs: number;
}

/** Values of events and of rounds have numbers that are far from each other and from those of sequences. */
const [first, ofRounds] = [500_000_000, 1_000_000];

/** Tests what a server pushes: scenarios over the channels that a dialect serves. */
export class EventRun {
  readonly #context: ChannelContext;
  readonly #dialects: readonly Dialect[];
  readonly #triggers: readonly Trigger[];
  readonly #served: readonly Served[];

  constructor(parts: RunParts, options: EventRunOptions) {
    const operations = callable(parts);
    this.#dialects = options.dialects;
    this.#context = {
      parts,
      trials: new StoryTrials({ parts, checks: eventChecks, ...options }),
      resources: resourcesOf(operations),
      salt: randomUUID(),
    };
    this.#served = servedChannels(parts.channels, options.dialects);
    const channels = this.#served.map(({ channel }) => channel);
    this.#triggers = triggersOf(channels, { ...parts, operations });
  }

  /** True if there is a channel that somebody speaks to. */
  get hasChannels(): boolean {
    return this.#served.length > 0;
  }

  /** Tries whether the valid credential opens a connection. Gives what speaks against it, or nothing. */
  async preflight(): Promise<string | undefined> {
    const reasons: string[] = [];
    for (const served of this.#served) {
      const story = await this.#probe(served);
      if (story === undefined || story.entries.some(({ kind }) => kind === "opened")) return undefined;
      const refused = story.entries.find((each) => each.kind === "refused" || each.kind === "failed");
      const why = refused === undefined ? "no answer" : "message" in refused ? refused.message : refused.reason;
      reasons.push(`${served.channel.name}: ${why}`);
    }
    return reasons.length === 0
      ? undefined
      : `the valid credential opens no connection (${reasons.slice(0, 3).join("; ")})`;
  }

  /** One round over all channels. Further rounds bring other values. */
  async round(round: number): Promise<void> {
    const start = first + round * ofRounds;
    const guarded = new Set<Dialect>();
    const [lives, talk] = [new ChannelLives(this.#context), new ChannelTalk(this.#context)];
    for (const served of this.#served) {
      if (this.#context.parts.signal.aborted) return;
      const { channel, dialect, abilities } = served;
      if (abilities.listens) await lives.triggered(served, this.#triggersOn(channel), start);
      else this.#note(channel, "events, for the document does not say how one subscribes (x-parlance-subscription)");
      const at = await lives.reached(served, start);
      if (at === undefined) {
        this.#note(channel, "no value is known for its address");
        continue;
      }
      await talk.published(served, at, start);
      await talk.excluded(served, at, start);
      await talk.spoken(served, at, start);
      await talk.refused(served, at, { start, isFirst: !guarded.has(dialect) });
      guarded.add(dialect);
    }
  }

  /** Says of channels why they were not tested. */
  conclude(): void {
    const served = new Set(this.#served.map(({ channel }) => channel.name));
    for (const channel of this.#context.parts.channels)
      if (!served.has(channel.name) && !this.#carries(channel))
        this.#note(channel, "nobody here speaks to it: it is neither a socket nor a channel of the Parlance protocol");
    for (const { channel, abilities } of this.#served)
      if (this.#triggersOn(channel).length === 0 && received(channel).length > 0 && !abilities.publish)
        this.#note(channel, "no operation is known to cause its messages; the profile's `triggers` can name them");
  }

  #triggersOn(channel: Channel): readonly Trigger[] {
    return this.#triggers.filter((each) => each.channel === channel);
  }

  /** True for a channel over which others travel, or that has nothing but what also travels there. */
  #carries({ messages }: Channel): boolean {
    const carriers = this.#dialects.map(({ carrier }) => carrier).filter((each) => each !== undefined);
    const carried = this.#context.parts.contract.channels.filter(({ name }) => carriers.includes(name));
    return carried.some((each) => messages.every((message) => each.messages.includes(message)));
  }

  /** Opens one connection. */
  async #probe({ channel, abilities }: Served): Promise<Story | undefined> {
    const way = reach(channel, {
      resources: [],
      planner: this.#context.parts.planner,
      n: first,
      refinement: { density: 0, salt: "" },
      isFree: abilities.freeNames,
      fixed: new Map(),
    });
    return await this.#context.trials.play({
      kind: "protocol",
      subject: channel.name,
      steps: [
        { do: "open", as: "a", over: "websocket", credential: "valid", ...(way !== undefined && { at: way.address }) },
        { do: "close", as: "a" },
      ],
    });
  }

  #note(channel: Channel, reason: string): void {
    note(this.#context, channel, reason);
  }
}
