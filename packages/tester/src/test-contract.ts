import { isDeepStrictEqual } from "node:util";
import type { Contract } from "@parlance/contract";
import { checkProfile } from "./profile/check-profile.js";
import { emptyProfile, type Profile } from "./profile/profile.js";
import { conduct } from "./run/conduct.js";
import { HttpClient } from "./run/http-client.js";
import { assemble, type RunOptions } from "./run/parts.js";
import type { Run } from "./run/run.js";
import { matches } from "./profile/matches.js";
import { parseServerUrl } from "./server-url.js";
import { TesterError } from "./tester-error.js";

/** What to test, and how long. */
export interface TestOptions {
  readonly contract: Contract;
  /** The server's address, with the path that stands before every operation's. */
  readonly url: string;
  /** Default: nothing known beside the documents. */
  readonly profile?: Profile;
  /** Default 1. The same seed sends the same requests to a server that answers the same. */
  readonly seed?: number;
  /**
   * Seconds after which nothing new is sent but the last proof that the credential works. Default: two rounds over all operations,
   * at most 10 minutes. Too few for one round make the run invalid.
   */
  readonly seconds?: number;
  /** Operations to test by id, channels and webhooks by name; `*` stands for any letters. Default: all. */
  readonly only?: readonly string[];
  /** Milliseconds in which an answer must be whole. Default 10,000. */
  readonly timeoutMs?: number;
  /** Milliseconds that a server may take until reads show what was changed. Default 1000. */
  readonly settleMs?: number;
  /** Milliseconds in which an event must come. Default 2000. */
  readonly eventMs?: number;
  /** Milliseconds that are waited for a webhook that failed to be tried again. Default 10,000. */
  readonly webhookMs?: number;
  /** Told after the first round, and every 5 seconds in which the run has gone on. */
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the run early; what was found until then is told. Without a finding the run is invalid, for it was not whole. */
  readonly signal?: AbortSignal;
}

/** How far a run is. */
export interface Progress {
  /** The round that goes on or has just ended; the first is 0. */
  readonly round: number;
  readonly requests: number;
  readonly findings: number;
}

/** The longest run where no time is given. */
const longestSeconds = 600;
const [usualEventMs, usualWebhookMs] = [2000, 10_000];
/** How often a long run is told of, in milliseconds, if it has gone on. */
const tellMs = 5000;

/**
 * Tests a server against a contract: whether it answers what is declared, refuses what is not allowed, and lets in nobody
 * without a right. Sends real requests that create, change and delete: never let it loose on a server whose data matter.
 *
 * Never throws for what the server does.
 *
 * @throws {TesterError} `url-invalid`, `nothing-to-test`, and `pattern-unmatched`, `scheme-unknown`, `parameter-unknown`,
 * `operation-unknown` or `message-unknown` where the profile or `only` names what the contract does not have
 */
export async function testContract(options: TestOptions): Promise<Run> {
  const { contract, profile = emptyProfile, seed = 1, settleMs = 1000 } = options;
  const url = parseServerUrl(options.url);
  // Which names there are helps more than that none of them was meant.
  checkProfile(contract, profile, options.only);
  const subjects = selectSubjects(contract, options.only, profile.skip);
  const began = performance.now();
  const deadline = AbortSignal.timeout((options.seconds ?? longestSeconds) * 1000);
  const signal = options.signal === undefined ? deadline : AbortSignal.any([deadline, options.signal]);
  const client = new HttpClient(url, options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs });
  const parts = assemble({ contract, ...subjects, profile, seed, client, signal, settleMs });
  let round = 0;
  let told: Progress | undefined;
  const tell = () => {
    const progress = { round, requests: client.sent, findings: parts.findings.confirmed.length };
    if (isDeepStrictEqual(progress, told)) return;
    told = progress;
    options.onProgress?.(progress);
  };
  const telling = setInterval(tell, tellMs);
  try {
    const reason = await conduct(parts, {
      url,
      client,
      isTimed: options.seconds !== undefined,
      eventMs: options.eventMs ?? usualEventMs,
      webhookMs: options.webhookMs ?? usualWebhookMs,
      ...(options.signal !== undefined && { interruption: options.signal }),
      onRound: (ended) => {
        // Where there is little to do, rounds are short: of the first one alone it is told at once.
        if (ended === 0) tell();
        round = ended + 1;
      },
    });
    const { confirmed, flaky } = parts.findings;
    return {
      verdict: reason !== undefined ? "invalid" : confirmed.length > 0 ? "failed" : "passed",
      ...(reason !== undefined && { reason }),
      url: options.url,
      seed,
      findings: confirmed,
      flaky,
      coverage: parts.coverage.report(),
      notes: parts.coverage.runNotes,
      requests: client.sent,
      elapsedMs: Math.round(performance.now() - began),
    };
  } finally {
    clearInterval(telling);
    await client.close();
  }
}

/**
 * What a run is about, by names of operations, channels and webhooks.
 *
 * @throws {TesterError} `nothing-to-test`
 */
export function selectSubjects(
  { operations, channels, webhooks }: Contract,
  only: readonly string[] = ["*"],
  skip: readonly string[],
): Pick<RunOptions, "operations" | "channels" | "webhooks"> {
  const isChosen = (name: string) =>
    only.some((each) => matches(each, name)) && !skip.some((each) => matches(each, name));
  const chosen = {
    operations: operations.filter(({ id }) => isChosen(id)),
    channels: channels.filter(({ name }) => isChosen(name)),
    webhooks: webhooks.filter(({ name }) => isChosen(name)),
  };
  if (Object.values(chosen).some((each) => each.length > 0)) return chosen;
  const isEmpty = operations.length + channels.length + webhooks.length === 0;
  throw new TesterError({
    code: "nothing-to-test",
    message: isEmpty
      ? "The contract has no operations, channels or webhooks."
      : `No operation, channel or webhook is called ${only.join(" or ")}, or the profile skips it.`,
    help: "Name documents that have some, their ids and names, and skip fewer.",
  });
}
