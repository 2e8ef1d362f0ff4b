import type { Json } from "@parlance/contract";
import { refusedClasses } from "../plan/case.js";
import { authScenario } from "../plan/events/auth.js";
import { excludeScenario, excludingOf } from "../plan/events/exclude.js";
import { payloadsOf } from "../plan/events/payloads.js";
import { nonsenseScenario, samplesScenario } from "../plan/events/protocol.js";
import { presenceScenario, publishScenario, unsubscribeScenario } from "../plan/events/publish.js";
import type { Reach } from "../plan/events/reach.js";
import type { Scenario } from "../plan/scenario.js";
import { isMade } from "../profile/credential.js";
import { isObject } from "../values/json-kinds.js";
import { callable } from "./callable.js";
import { type ChannelContext, hasOtherTenant, note, type Served, type Way } from "./channel-context.js";
import type { MakeScenario } from "./story-trials.js";

/** Tests what clients do on a channel by themselves, and which of them are let in. */
export class ChannelTalk {
  readonly #context: ChannelContext;

  constructor(context: ChannelContext) {
    this.#context = context;
  }

  /** What one publishes others get, and members come and go. */
  async published(served: Served, at: Way, start: number): Promise<void> {
    const { channel, dialect, abilities } = served;
    if (!abilities.publish) return;
    const who = { hasOtherTenant: hasOtherTenant(served), hasMember: dialect.has("member", channel) };
    const of =
      (make: (options: Parameters<typeof publishScenario>[0]) => Scenario | undefined): MakeScenario =>
      (n) => {
        const way = at(n);
        const payloads = payloadsOf(channel, dialect.published(channel), this.#context.parts, n);
        return way === undefined ? undefined : make({ ...way, channel, abilities, payloads, ...who });
      };
    for (const [index, make] of [publishScenario, unsubscribeScenario, presenceScenario].entries()) {
      const story = await this.#context.trials.run(of(make), start + index + 1);
      const refused = story?.entries.find((each) => each.kind === "reply" && !each.ok);
      if (refused?.kind === "reply")
        note(this.#context, channel, `${story?.scenario.kind} (${reasonIn(refused.frame)})`);
    }
  }

  /** A call can leave out a connection. */
  async excluded({ channel, dialect }: Served, at: Way, start: number): Promise<void> {
    const { parts, trials } = this.#context;
    const { planner, contract } = parts;
    const greeting = contract.messages.find(({ name }) => name === dialect.greeting)?.payload;
    const found = excludingOf(channel, { operations: callable(parts), greeting, schemas: planner.schemas });
    for (const [index, excluding] of found.entries()) {
      const make: MakeScenario = (n) => {
        const way = at(n);
        return way === undefined ? undefined : excludeScenario(excluding, { ...way, channel, planner, n });
      };
      await trials.run(make, start + 31 + index);
    }
  }

  /** What is asked has its answer, and what nobody knows ends no connection. */
  async spoken({ channel, dialect }: Served, at: Way, start: number): Promise<void> {
    const of =
      (make: (way: Reach, n: number) => Scenario | undefined): MakeScenario =>
      (n) => {
        const way = at(n);
        return way === undefined ? undefined : make(way, n);
      };
    const samples = (n: number) => dialect.samples(channel, n);
    if (samples(start).length > 0)
      await this.#context.trials.run(
        of((way, n) => samplesScenario(channel, way, samples(n))),
        start + 11,
      );
    for (const [index, nonsense] of dialect.nonsense(channel).entries())
      await this.#context.trials.run(
        of((way) => nonsenseScenario(channel, way, nonsense)),
        start + 12 + index,
      );
  }

  /** Nobody is let in without a right: at the door once for each dialect, and at each channel that takes a right of its own. */
  async refused(
    { channel, dialect, abilities }: Served,
    at: Way,
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
        if (!isMade(credential)) note(this.#context, channel, `the profile has no \`${credential}\` credential`);
        continue;
      }
      const make: MakeScenario = (n) => {
        const way = at(n);
        const [payload] = payloadsOf(channel, dialect.published(channel), this.#context.parts, n);
        return way === undefined ? undefined : authScenario(credential, { ...way, channel, abilities, payload });
      };
      await this.#context.trials.run(make, start + 21 + index);
    }
  }
}

/** Why something was refused, as far as the answer says it in a word. */
function reasonIn(frame: Json): string {
  const told = isObject(frame) ? [frame["code"], frame["reason"], frame["message"]] : [];
  return told.find((each) => typeof each === "string") ?? "it was refused";
}
