import { isDeepStrictEqual } from "node:util";
import type { Channel } from "@parlance/contract";
import type { Delivered, LogPosition, Story } from "../../run/story.js";
import { isObject } from "../../values/json-kinds.js";
import { type Listening, listeningsOf } from "./listening.js";
import { type Arrival, describe, identityOf, publishedBy, unbroken } from "./messages.js";
import type { StoryCheck, StoryFailure } from "./story-check.js";

/** Positions only grow. */
export const positionsIncrease: StoryCheck = {
  id: "positions-increase",
  title: "The positions of the messages that a subscription gets grow within one epoch, also over a cut",
  source: "the contract's positions: a channel is an ordered log",
  look: (story) => inEach(story, falling),
};

/** Nothing comes twice. */
export const deliveredOnce: StoryCheck = {
  id: "delivered-once",
  title: "A subscription gets each message once, also over a cut and when it was asked for twice",
  source: "the contract's positions and ids: each names one message",
  look: (story, { contract }) =>
    inEach(story, (arrivals, { channel }) => {
      const declared = contract.channels.find(({ name }) => name === channel);
      return declared !== undefined && isSentUntilAcknowledged(declared) ? undefined : repeated(arrivals, story);
    }),
};

/** What one publishes comes in its order. */
export const orderKept: StoryCheck = {
  id: "order-kept",
  title: "What one publishes reaches each listener in the order in which it was published",
  source: "the contract's channels: messages of one publisher follow each other",
  look: (story) => inEach(story, (arrivals) => overtaking(arrivals, story)),
};

/** What is live is not replayed. */
export const replayEnds: StoryCheck = {
  id: "replay-ends",
  title: "Once a replay is said to be over, nothing more of it comes",
  source: "the contract's message that ends a replay",
  look: (story) => listeningsOf(story).flatMap(replayedLate),
};

/** What is wrong with an arrival, as the end of a sentence. */
interface Wrong {
  readonly arrival: Arrival;
  readonly message: string;
}

function inEach(
  story: Story,
  find: (arrivals: readonly Arrival[], listening: Listening) => Wrong | undefined,
): readonly StoryFailure[] {
  return listeningsOf(story).flatMap((listening) => {
    for (const arrivals of unbroken(listening)) {
      const wrong = find(arrivals, listening);
      if (wrong !== undefined) return [failure(listening, wrong)];
    }
    return [];
  });
}

function failure({ by, channel, address, over }: Listening, { arrival, message }: Wrong): StoryFailure {
  return {
    subject: channel,
    message: `On ${address}, ${describe(arrival.delivered)} ${message} (${by}, ${over}).`,
    entry: arrival.entry,
    cause: over,
  };
}

function falling(arrivals: readonly Arrival[]): Wrong | undefined {
  let last: Delivered | undefined;
  for (const arrival of arrivals) {
    const { delivered } = arrival;
    if (delivered.position === undefined) continue;
    if (last?.position !== undefined && isBehind(delivered.position, last.position))
      return { arrival, message: `came behind ${describe(last)}, whose position is greater` };
    if (isDeepStrictEqual(last?.position, delivered.position) && !isDeepStrictEqual(last?.data, delivered.data))
      return { arrival, message: "has the position of another message" };
    last = delivered;
  }
  return undefined;
}

function isBehind(one: LogPosition, other: LogPosition): boolean {
  if (one.epoch !== other.epoch) return false;
  return typeof one.offset === "number" && typeof other.offset === "number" && one.offset < other.offset;
}

function repeated(arrivals: readonly Arrival[], story: Story): Wrong | undefined {
  const seen = new Set<string>();
  const published = new Map<number, number>();
  for (const arrival of arrivals) {
    const identity = identityOf(arrival.delivered);
    if (seen.has(identity) && !identity.startsWith("data")) return { arrival, message: "came twice" };
    seen.add(identity);
    const step = publishedBy(story, arrival.delivered);
    if (step === undefined) continue;
    const times = (published.get(step) ?? 0) + 1;
    published.set(step, times);
    if (times > timesPublished(story, step)) return { arrival, message: "came more often than it was published" };
  }
  return undefined;
}

function timesPublished({ scenario: { steps } }: Story, index: number): number {
  const wanted = steps[index];
  if (wanted?.do !== "publish") return 0;
  return steps.filter((step) => step.do === "publish" && isDeepStrictEqual(step.data, wanted.data)).length;
}

function overtaking(arrivals: readonly Arrival[], story: Story): Wrong | undefined {
  const last = new Map<string, { readonly step: number; readonly delivered: Delivered }>();
  for (const arrival of arrivals) {
    const { delivered } = arrival;
    const step = publishedBy(story, delivered);
    const publish = step === undefined ? undefined : story.scenario.steps[step];
    if (step === undefined || publish?.do !== "publish") continue;
    const before = last.get(publish.as);
    if (before !== undefined && before.step > step)
      return { arrival, message: `came behind ${describe(before.delivered)}, which was published later` };
    last.set(publish.as, { step, delivered });
  }
  return undefined;
}

function replayedLate(listening: Listening): readonly StoryFailure[] {
  let isLive = false;
  for (const mark of listening.marks) {
    if (mark.kind === "told") isLive = mark.told.kind === "live" || (isLive && mark.told.kind === "gap");
    else if (mark.kind !== "delivered") isLive = false;
    else if (isLive && mark.delivered.replayed === true)
      return [failure(listening, { arrival: mark, message: "was replayed after the replay was said to be over" })];
  }
  return [];
}

/** What is to be acknowledged comes again until it is. */
function isSentUntilAcknowledged({ extensions }: Channel): boolean {
  const rule = extensions?.["x-parlance-acknowledgement"];
  return isObject(rule) && rule["receive"] !== undefined;
}
