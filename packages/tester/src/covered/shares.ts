import { type OperationCoverage, wasTaken } from "./operation-counts.js";
import type { RunCoverage } from "./coverage.js";

/** How many of the things of one kind were seen. */
export interface Share {
  readonly seen: number;
  readonly of: number;
}

/** The kinds of things that are counted. */
export const shareNames = [
  "operations",
  "answers",
  "parameters",
  "branches",
  "credentials",
  "messages",
  "webhooks",
  "transitions",
] as const;

/** How many of all things of each kind were seen at least once. */
export type Shares = Readonly<Record<(typeof shareNames)[number], Share>>;

/** Counts what was seen. Of operations those count that answered with success. */
export function sharesOf(coverage: Omit<RunCoverage, "shares">): Shares {
  const { operations, parameters, branches, security, channels, webhooks, transitions } = coverage;
  const tried = parameters.flatMap(({ keywords, present, absent, required }) => [
    present > 0,
    ...(required ? [] : [absent > 0]),
    ...keywords.map((each) => each.tried > 0),
  ]);
  const seen = branches.flatMap(({ sent, received }) => [sent, received]).filter((each) => each !== undefined);
  const classes = security.flatMap((each) => each.classes).filter(({ notDue }) => notDue !== true);
  const messages = channels.flatMap((each) => each.messages).flatMap(({ sent, received }) => [sent, received]);
  return {
    operations: share(operations.map(wasTaken)),
    answers: {
      seen: sum(operations, ({ declared, unseen }) => declared - unseen.length),
      of: sum(operations, ({ declared }) => declared),
    },
    parameters: share(tried),
    branches: share(seen.map((each) => each > 0)),
    credentials: share(classes.map((each) => each.tried > 0)),
    messages: share(messages.filter((each) => each !== undefined).map((each) => each > 0)),
    webhooks: share(webhooks.map(({ deliveries }) => deliveries > 0)),
    transitions: share(transitions.flatMap((each) => each.transitions.map(({ count }) => count > 0))),
  };
}

/** The shares of what there is, in one line: `operations 5/5, answers 8/9 …`. */
export function sharesLine(shares: Shares): string {
  return shareNames
    .filter((name) => shares[name].of > 0)
    .map((name) => `${name} ${shares[name].seen}/${shares[name].of}`)
    .join(", ");
}

function share(all: readonly boolean[]): Share {
  return { seen: all.filter(Boolean).length, of: all.length };
}

function sum(all: readonly OperationCoverage[], count: (each: OperationCoverage) => number): number {
  return all.reduce((total, each) => total + count(each), 0);
}
