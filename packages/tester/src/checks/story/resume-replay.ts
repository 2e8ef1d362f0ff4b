import { isDeepStrictEqual } from "node:util";
import type { Delivered, LogPosition } from "../../run/story.js";
import { type Listening, listeningsOf } from "./listening.js";
import { type Arrival, arrivalsOf, describe, identityOf, marksGap } from "./messages.js";
import type { StoryCheck, StoryFailure } from "./story-check.js";

/** A message is the same whenever and to whom it comes. */
export const replayIsSame: StoryCheck = {
  id: "replay-is-same",
  title: "A message that is replayed is what the others got: the same data, id and position",
  source: "the contract's positions and ids: each names one message",
  look: (story) => {
    const listenings = listeningsOf(story);
    return listenings.flatMap((listening) => changedIn(listening, listenings));
  },
};

/** A position that was just issued can be gone on from. */
export const positionHolds: StoryCheck = {
  id: "position-holds",
  title: "Who goes on from a position that was issued moments before is not refused, and is told of no gap",
  source: "the contract's positions: who goes on from one gets what follows it",
  look: (story) => listeningsOf(story).flatMap(deniedIn),
};

/** What is announced comes. */
export const replayCounted: StoryCheck = {
  id: "replay-counted",
  title: "As many messages are replayed as were announced, beside those that came meanwhile",
  source: "the contract's answer to who goes on from a position",
  look: (story) => {
    const listenings = listeningsOf(story);
    return listenings.flatMap((listening) => miscounted(listening, othersOf(listening, listenings)));
  },
};

/** By what came before it one sees that nothing is missing. */
export const previousIsLast: StoryCheck = {
  id: "previous-is-last",
  title: "The message that is said to come before another one is the last that came, also over a cut",
  source: "the contract's offset of the message before in a subscription",
  look: (story) => listeningsOf(story).flatMap(unlinked),
};

function unlinked({ marks, channel, address, by, over }: Listening): readonly StoryFailure[] {
  let last: LogPosition | undefined;
  for (const mark of marks) {
    if (mark.kind === "told" && mark.told.kind === "held") last = mark.told.position;
    // Behind a gap, and where a position was made up, it is not known what came before.
    if (marksGap(mark) || (mark.kind === "resuming" && mark.forged)) last = undefined;
    if (mark.kind !== "delivered" || mark.delivered.position === undefined) continue;
    const { delivered, entry } = mark;
    const { previous, position } = delivered;
    const isSame = last === undefined || previous === undefined || last.epoch !== position?.epoch;
    if (!isSame && previous !== last?.offset) {
      const message = `On ${address}, ${describe(delivered)} is said to come behind ${previous}, but ${last?.offset} was the last (${by}, ${over}).`;
      return [{ subject: channel, message, entry, cause: over }];
    }
    last = position;
  }
  return [];
}

function miscounted(
  { marks, channel, address, by, over }: Listening,
  others: readonly Arrival[],
): readonly StoryFailure[] {
  let held: { readonly announced: number; readonly entry: number } | undefined;
  let came: string[] = [];
  for (const mark of marks) {
    if (mark.kind === "lost" || mark.kind === "resuming" || (mark.kind === "told" && mark.told.kind === "gap"))
      held = undefined;
    if (mark.kind === "delivered" && mark.delivered.replayed === true) came.push(identityOf(mark.delivered));
    if (mark.kind !== "told") continue;
    if (mark.told.kind === "held") {
      const { replays } = mark.told;
      held = replays === undefined ? undefined : { announced: replays, entry: mark.entry };
      came = [];
    }
    if (mark.told.kind !== "live" || held === undefined) continue;
    const { announced, entry } = held;
    const before = new Set(others.filter((each) => each.entry < entry).map(({ delivered }) => identityOf(delivered)));
    const known = came.filter((each) => before.has(each)).length;
    if (came.length >= announced && known <= announced) continue;
    const message = `On ${address}, ${announced} messages were announced to be replayed, and ${came.length} were (${by}, ${over}).`;
    return [{ subject: channel, message, entry: mark.entry, cause: over }];
  }
  return [];
}

/** What others got on the same address who may get the same. */
function othersOf(listening: Listening, all: readonly Listening[]): readonly Arrival[] {
  const { by, address, credential } = listening;
  return all
    .filter((each) => each.by !== by && each.address === address && each.credential === credential)
    .flatMap(arrivalsOf);
}

function changedIn(listening: Listening, all: readonly Listening[]): readonly StoryFailure[] {
  const originals = othersOf(listening, all);
  for (const { delivered, entry } of arrivalsOf(listening)) {
    const earlier = originals.filter((each) => each.entry < entry);
    const what = earlier.map((each) => difference(delivered, each.delivered)).find((each) => each !== undefined);
    if (what === undefined) continue;
    const { channel, address, by, over } = listening;
    const how = delivered.replayed === true ? "was replayed" : "came";
    const message = `On ${address}, ${describe(delivered)} ${how} with ${what} other than to others (${by}, ${over}).`;
    return [{ subject: channel, message, entry, cause: over }];
  }
  return [];
}

/** In what a message differs from what has the same id or position. */
function difference(one: Delivered, other: Delivered): string | undefined {
  const sameId = one.id !== undefined && one.id === other.id;
  const samePosition = one.position !== undefined && isDeepStrictEqual(one.position, other.position);
  if (!sameId && !samePosition) return undefined;
  if (!isDeepStrictEqual(one.data, other.data)) return "data";
  if (one.id !== other.id) return "an id";
  return one.position === undefined || other.position === undefined || samePosition ? undefined : "a position";
}

function deniedIn({ marks, channel, address, by, over }: Listening): readonly StoryFailure[] {
  let hopeful = false;
  for (const mark of marks) {
    if (mark.kind === "resuming") hopeful = !mark.forged;
    const refused = mark.kind === "lost" && mark.refused === true;
    if (!hopeful || !(refused || marksGap(mark))) continue;
    const what = refused ? "was refused" : "was told that something is missing";
    const message = `On ${address}, ${by} went on from a position that had been issued moments before, and ${what} (${over}).`;
    return [{ subject: channel, message, entry: mark.entry, cause: over }];
  }
  return [];
}
