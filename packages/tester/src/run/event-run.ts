import { randomUUID } from "node:crypto";
import type { Channel, Json } from "@parlance/contract";
import { eventChecks } from "../checks/story/events/event-checks.js";
import { doneIn } from "../checks/story/events/story-view.js";
import type { Abilities, Dialect } from "../connect/dialect.js";
import { attempts } from "../plan/attempts.js";
import { authScenario, refusedClasses } from "../plan/events/auth.js";
import { lifeScenario } from "../plan/events/life.js";
import { payloadsOf } from "../plan/events/payloads.js";
import { nonsenseScenario, samplesScenario } from "../plan/events/protocol.js";
import { presenceScenario, publishScenario, unsubscribeScenario } from "../plan/events/publish.js";
import { type Reach, reach } from "../plan/events/reach.js";
import { received, type Trigger, triggersOf } from "../plan/events/triggers.js";
import { Ground } from "../plan/ground.js";
import { type Resource, resourcesOf } from "../plan/resource.js";
import { matches } from "../profile/matches.js";
import type { Scenario } from "../plan/scenario.js";
import { isMade } from "../profile/credential.js";
import { isObject } from "./ids.js";
import type { RunParts } from "./parts.js";
import type { Story } from "./story.js";
import { type MakeScenario, StoryTrials } from "./story-trials.js";
import { successOf } from "./trace.js";

/** What testing events takes beside what all tests share. */
export interface EventRunOptions {
  readonly dialects: readonly Dialect[];
  /** The server under test. */
  readonly url: URL;
  /** Milliseconds in which an event must come. */
  readonly eventMs: number;
}

/** Values of events, of rounds and of attempts have numbers that are far from each other and from those of sequences. */
const [first, ofRounds, ofAttempts] = [500_000_000, 1_000_000, 1000];
/** Creations of a trigger's resource that are tried. */
const [sparse, most] = [{ density: 0.3, salt: "" }, 5];

/** A channel that is tested, and how a client speaks there. */
interface Served {
  readonly channel: Channel;
  readonly dialect: Dialect;
  readonly abilities: Abilities;
}

/** Tests what a server pushes: scenarios over the channels that a dialect serves. */
export class EventRun {
  readonly #parts: RunParts;
  readonly #trials: StoryTrials;
  readonly #resources: readonly Resource[];
  readonly #triggers: readonly Trigger[];
  readonly #served: readonly Served[];
  readonly #dialects: readonly Dialect[];
  readonly #salt = randomUUID();

  constructor(parts: RunParts, options: EventRunOptions) {
    this.#parts = parts;
    this.#dialects = options.dialects;
    this.#trials = new StoryTrials({ parts, checks: eventChecks, ...options });
    // Whoever asks for channels alone wants what happens there to be caused.
    const operations = parts.operations.length > 0 ? parts.operations : callable(parts);
    this.#resources = resourcesOf(operations);
    this.#served = parts.channels.flatMap((channel): readonly Served[] => {
      for (const dialect of options.dialects) {
        const abilities = dialect.abilities(channel);
        if (abilities?.transports.includes("websocket"))
          return [{ channel: dialect.view(channel), dialect, abilities }];
      }
      return [];
    });
    this.#triggers = triggersOf(
      this.#served.map(({ channel }) => channel),
      { ...parts, operations },
    );
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
    for (const served of this.#served) {
      if (this.#parts.signal.aborted) return;
      if (served.abilities.listens) await this.#triggered(served, start);
      else this.#note(served, "events, for the document does not say how one subscribes (x-parlance-subscription)");
      const at = await this.#reached(served, start);
      if (at === undefined) {
        this.#note(served, "no value is known for its address");
        continue;
      }
      await this.#published(served, at, start);
      await this.#spoken(served, at, start);
      await this.#refused(served, at, { start, isFirst: !guarded.has(served.dialect) });
      guarded.add(served.dialect);
    }
  }

  /** Says of channels why they were not tested. */
  conclude(): void {
    for (const channel of this.#parts.channels)
      if (!this.#served.some((each) => each.channel.name === channel.name) && !this.#carries(channel))
        this.#note(
          { channel },
          "nobody here speaks to it: it is neither a socket nor a channel of the Parlance protocol",
        );
    for (const served of this.#served) {
      const caused = new Set(
        this.#triggers.filter(({ channel }) => channel === served.channel).map(({ message }) => message),
      );
      const unknown = received(served.channel).filter((each) => !caused.has(each));
      if (unknown.length === received(served.channel).length && !served.abilities.publish)
        this.#note(served, "no operation is known to cause its messages; the profile's `triggers` can name them");
    }
  }

  /** True for a channel over which others travel, or that has nothing but what also travels there. */
  #carries({ messages }: Channel): boolean {
    const carriers = this.#dialects.map(({ carrier }) => carrier).filter((each) => each !== undefined);
    const carried = this.#parts.contract.channels.filter(({ name }) => carriers.includes(name));
    return carried.some((each) => messages.every((message) => each.messages.includes(message)));
  }

  /** Lives of the resources that the channel tells of. */
  async #triggered({ channel, dialect, abilities }: Served, start: number): Promise<void> {
    const own = this.#triggers.filter((each) => each.channel === channel);
    for (const resource of new Set(own.map((each) => each.resource))) {
      const triggers = own.filter((each) => each.resource === resource);
      const make =
        ({ density, ownNames, freshParents }: (typeof attempts)[number]): MakeScenario =>
        (n) =>
          lifeScenario({
            ground: new Ground({
              resource,
              resources: this.#resources,
              planner: this.#parts.planner,
              n,
              freshParents,
              refinement: { density, salt: ownNames ? this.#salt : "" },
            }),
            channel,
            triggers,
            abilities,
            n,
            fixed: dialect.fixed(channel, triggers[0]?.message),
            hasOtherTenant: dialect.has("otherTenant", channel) && dialect.guarded(channel),
          });
      const isDone = await this.#attempt(make, start);
      if (!isDone)
        this.#parts.coverage.note(
          channel.name,
          `not covered: ${triggers.map(({ message }) => message).join(", ")} (${resource.create.id} was refused, or what it needs is not known)`,
        );
    }
  }

  /** Tries creations until one succeeds. */
  async #attempt(make: (attempt: (typeof attempts)[number]) => MakeScenario, start: number): Promise<boolean> {
    for (const [index, attempt] of attempts.entries()) {
      if (this.#parts.signal.aborted) return true;
      const story = await this.#trials.run(make(attempt), start + index * ofAttempts);
      if (story !== undefined && successOf(doneIn(story), "create") !== undefined) return true;
    }
    return false;
  }

  /** How the channel is reached, tried. */
  async #reached(served: Served, start: number): Promise<((n: number) => Reach | undefined) | undefined> {
    for (let attempt = 0; attempt < most; attempt += 1) {
      const refinement =
        attempt < 3 ? { ...sparse, density: sparse.density / (attempt + 1) } : { density: 0, salt: this.#salt };
      const at = (n: number) =>
        reach(served.channel, {
          resources: this.#resources,
          planner: this.#parts.planner,
          n: n + attempt,
          refinement,
          isFree: served.abilities.freeNames,
          fixed: served.dialect.fixed(served.channel, served.dialect.published(served.channel)),
        });
      const way = at(start);
      if (way === undefined) return undefined;
      if (way.steps.length === 0) return at;
      const { whole } = await this.#trials.play({ kind: "protocol", subject: served.channel.name, steps: way.steps });
      if (whole) return at;
    }
    return undefined;
  }

  async #published(served: Served, at: (n: number) => Reach | undefined, start: number): Promise<void> {
    const { channel, dialect, abilities } = served;
    if (!abilities.publish) return;
    const hasOtherTenant = dialect.has("otherTenant", channel) && dialect.guarded(channel);
    const hasMember = dialect.has("member", channel);
    const of =
      (make: (options: Parameters<typeof publishScenario>[0]) => Scenario | undefined): MakeScenario =>
      (n) => {
        const way = at(n);
        const payloads = payloadsOf(channel, dialect.published(channel), this.#parts, n);
        return way === undefined
          ? undefined
          : make({ ...way, channel, abilities, payloads, hasOtherTenant, hasMember });
      };
    for (const [index, make] of [publishScenario, unsubscribeScenario, presenceScenario].entries()) {
      const story = await this.#trials.run(of(make), start + index + 1);
      const refused = story?.entries.find((each) => each.kind === "reply" && !each.ok);
      if (refused?.kind === "reply") this.#note(served, `${story?.scenario.kind} (${reasonIn(refused.frame)})`);
    }
  }

  /** What is asked has its answer, and what nobody knows ends no connection. */
  async #spoken({ channel, dialect }: Served, at: (n: number) => Reach | undefined, start: number): Promise<void> {
    const of =
      (make: (way: Reach, n: number) => Scenario | undefined): MakeScenario =>
      (n) => {
        const way = at(n);
        return way === undefined ? undefined : make(way, n);
      };
    const samples = (n: number) => dialect.samples(channel, n);
    if (samples(start).length > 0)
      await this.#trials.run(
        of((way, n) => samplesScenario(channel, way, samples(n))),
        start + 11,
      );
    for (const [index, nonsense] of dialect.nonsense(channel).entries())
      await this.#trials.run(
        of((way) => nonsenseScenario(channel, way, nonsense)),
        start + 12 + index,
      );
  }

  /** Nobody is let in without a right: at the door once for each dialect, and at each channel that takes a right of its own. */
  async #refused(
    { channel, dialect, abilities }: Served,
    at: (n: number) => Reach | undefined,
    { start, isFirst }: { readonly start: number; readonly isFirst: boolean },
  ): Promise<void> {
    if (!dialect.guarded(channel)) return;
    const classes = [
      ...(isFirst || !dialect.isOneDoor ? refusedClasses : []),
      // Where one subscribes behind the door, the right may be asked for there.
      ...(dialect.scoped(channel) && abilities.listens ? (["unscoped"] as const) : []),
    ];
    for (const [index, credential] of classes.entries()) {
      if (!dialect.has(credential, channel)) {
        // Of those that are made from the valid one not all can be made of each.
        if (!isMade(credential)) this.#note({ channel }, `the profile has no \`${credential}\` credential`);
        continue;
      }
      const make: MakeScenario = (n) => {
        const way = at(n);
        const [payload] = payloadsOf(channel, dialect.published(channel), this.#parts, n);
        return way === undefined ? undefined : authScenario(credential, { ...way, channel, abilities, payload });
      };
      await this.#trials.run(make, start + 21 + index);
    }
  }

  /** Opens one connection. */
  async #probe({ channel, abilities }: Served): Promise<Story | undefined> {
    const way = reach(channel, {
      resources: [],
      planner: this.#parts.planner,
      n: first,
      refinement: { density: 0, salt: "" },
      isFree: abilities.freeNames,
      fixed: new Map(),
    });
    return await this.#trials.play({
      kind: "protocol",
      subject: channel.name,
      steps: [
        { do: "open", as: "a", over: "websocket", credential: "valid", ...(way !== undefined && { at: way.address }) },
        { do: "close", as: "a" },
      ],
    });
  }

  #note({ channel }: Pick<Served, "channel">, reason: string): void {
    if (!this.#parts.signal.aborted) this.#parts.coverage.note(channel.name, `not covered: ${reason}`);
  }
}

function callable({ contract, profile: { skip } }: RunParts): RunParts["operations"] {
  return contract.operations.filter(({ id }) => !skip.some((each) => matches(each, id)));
}

/** Why something was refused, as far as the answer says it in a word. */
function reasonIn(frame: Json): string {
  const told = isObject(frame) ? [frame["code"], frame["reason"], frame["message"]] : [];
  return told.find((each) => typeof each === "string") ?? "it was refused";
}
