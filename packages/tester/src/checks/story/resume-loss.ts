import type { Delivered, Story } from "../../run/story.js";
import { type Listening, listeningsOf, type Mark } from "./listening.js";
import { type Arrival, arrivalsOf, describe, identityOf, marksGap } from "./messages.js";
import type { StoryCheck, StoryFailure } from "./story-check.js";

/** How something came to be missing. */
type Kind = "lost" | "hole" | "denied" | "silent";

/** What another listener got, and this one, which went on after a cut, did not, although no gap was told. */
interface Missing {
  readonly kind: Kind;
  readonly listening: Listening;
  readonly messages: readonly Delivered[];
  readonly expected: number;
  /** Where the story goes on from a position. */
  readonly entry: number;
}

/** Everything that was published comes to who went on, unless a gap is told. */
export const nothingLost: StoryCheck = {
  id: "resume-loses-nothing",
  title: "A listener that goes on after a cut gets what came meanwhile and what comes afterwards, or is told of a gap",
  source: "the contract's positions: who goes on from one gets what follows it",
  look: (story) => failures(story, "lost", "never came, and no gap was told"),
};

/** Between what was missed and what comes live nothing is left out. */
export const replayMeetsLive: StoryCheck = {
  id: "replay-meets-live",
  title: "What was missed and what comes live follow each other without a hole",
  source: "the contract's positions: who goes on from one gets what follows it",
  look: (story) => failures(story, "hole", "never came, although others before and after did"),
};

/** That everything is there is said only where it is. */
export const recoveryAsTold: StoryCheck = {
  id: "recovery-as-told",
  title: "A subscription that is said to be recovered misses nothing",
  source: "the contract's answer to who goes on from a position",
  look: (story) => failures(story, "denied", "never came, although the subscription was said to be recovered"),
};

/** From a position that nobody issued nothing can be recovered; that is told. */
export const unknownPositionTold: StoryCheck = {
  id: "unknown-position-told",
  title: "Who goes on from a position that nobody issued is told that something may be missing",
  source: "the contract's positions: a log that cannot go on from one says so",
  look: (story) =>
    failures(story, "silent", "never came to who went on from a position that nobody issued, and it was not told"),
};

function failures(story: Story, wanted: Kind, what: string): readonly StoryFailure[] {
  return missingIn(story)
    .filter(({ kind }) => kind === wanted)
    .map(({ listening: { by, channel, address, over }, messages, expected, entry }): StoryFailure => {
      const [first] = messages;
      const example = first === undefined ? "" : `, such as ${describe(first)}`;
      return {
        subject: channel,
        message: `Of ${expected} messages on ${address}, ${messages.length} ${what}${example} (${by}, ${over}).`,
        entry,
        cause: over,
      };
    });
}

function missingIn(story: Story): readonly Missing[] {
  const listenings = story.whole ? listeningsOf(story) : [];
  const references = listenings.filter((each) => !each.marks.some(({ kind }) => kind === "resuming"));
  return listenings.flatMap((listening) => {
    const reference = references.find((each) => isReferenceOf(each, listening));
    const missing = reference === undefined ? undefined : missingOf(story, listening, reference);
    return missing === undefined ? [] : [missing];
  });
}

function isReferenceOf(one: Listening, other: Listening): boolean {
  return one.address === other.address && one.credential === other.credential && one.since <= other.since;
}

function missingOf(story: Story, listening: Listening, reference: Listening): Missing | undefined {
  const { marks } = listening;
  const resuming = marks.findLast((mark) => mark.kind === "resuming");
  if (resuming === undefined || marks.at(-1)?.kind === "lost") return undefined;
  const waited = lastWait(story, listening.by, reference.by);
  const excused = marks.findLast(marksGap)?.entry ?? 0;
  const expected = arrivalsOf(reference).filter(({ entry }) => {
    const step = story.entries[entry]?.step ?? 0;
    return step > listening.since && step < waited && entry > excused;
  });
  const came = new Map(arrivalsOf(listening).map(({ delivered, entry }) => [identityOf(delivered), entry]));
  const arrivals = expected.map(({ delivered }) => came.get(identityOf(delivered)));
  const missing = expected.filter((_, index) => arrivals[index] === undefined);
  if (missing.length === 0) return undefined;
  const kindOf = (): Kind => {
    if (resuming.forged) return "silent";
    if (isDenied(missing, marks)) return "denied";
    return isHole(arrivals, resuming) ? "hole" : "lost";
  };
  return {
    kind: kindOf(),
    listening,
    messages: missing.map(({ delivered }) => delivered),
    expected: expected.length,
    entry: resuming.entry,
  };
}

/** Index of the last step that waits until all has come; what comes behind it is not waited for, and need not have come. */
function lastWait({ scenario }: Story, by: string, reference: string): number {
  return scenario.steps.findLastIndex(
    (step) =>
      step.do === "wait" && "caughtUp" in step.until && step.until.of === by && step.until.caughtUp === reference,
  );
}

/** True if something is missing that had been published when the server said that nothing is. */
function isDenied(missing: readonly Arrival[], marks: readonly Mark[]): boolean {
  const said = marks.findLast((mark) => mark.kind === "told" && mark.told.kind === "held");
  if (said?.kind !== "told" || said.told.kind !== "held" || said.told.recovered !== true) return false;
  return missing.some(({ entry }) => entry < said.entry);
}

/** True if what came since the listener went on has others before and behind something that is missing. */
function isHole(arrivals: readonly (number | undefined)[], { entry: began }: Mark): boolean {
  const later = (entry: number | undefined) => entry !== undefined && entry > began;
  const [first, last] = [arrivals.findIndex(later), arrivals.findLastIndex(later)];
  return arrivals.some((entry, index) => entry === undefined && index > first && index < last);
}
