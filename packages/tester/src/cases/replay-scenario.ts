import type { Contract } from "@parlance/contract";
import { eventChecks } from "../checks/story/events/event-checks.js";
import { resumeChecks } from "../checks/story/resume-checks.js";
import { dialectsOf } from "../connect/dialects.js";
import type { Scenario } from "../plan/scenario.js";
import type { Profile } from "../profile/profile.js";
import { HttpClient } from "../run/http-client.js";
import { assemble } from "../run/parts.js";
import { playScenario } from "../run/scenario-run.js";
import type { Story } from "../run/story.js";
import { judgeStory } from "../run/story-trials.js";
import { TesterError } from "../tester-error.js";
import type { StoredScenario } from "./stored-case.js";

/** What became of a finding that a scenario showed. */
export interface ReplayedScenario {
  /** `inconclusive`: not every step could be taken. */
  readonly verdict: "fails" | "passes" | "inconclusive";
  readonly message: string;
  readonly story: Story;
}

/** Milliseconds in which an event must come. */
const eventMs = 2000;

/** A scenario that was made small may end with what came first: what must not come behind it is waited for, in milliseconds. */
const quietMs = 400;

/**
 * Plays a stored scenario again, once, with resources that are created then.
 *
 * @throws {TesterError} `channel-unknown` if the documents no longer have its channel
 */
export async function replayScenario(
  { scenario, check }: StoredScenario,
  { contract, profile, url }: { readonly contract: Contract; readonly profile: Profile; readonly url: string },
): Promise<ReplayedScenario> {
  if (!contract.channels.some(({ name }) => name === scenario.subject)) throw channelUnknown(scenario.subject);
  const server = new URL(url);
  const client = new HttpClient(server);
  const { signal } = new AbortController();
  try {
    const { operations, channels, webhooks } = contract;
    const subjects = { operations, channels, webhooks };
    const parts = assemble({ contract, ...subjects, profile, seed: 1, client, signal, settleMs: 0 });
    const { credentials, planner, context } = parts;
    const make = planner.value.bind(planner);
    const dialects = dialectsOf({ contract, credentials, answers: context.answers, make });
    const steps: Scenario["steps"] = [...scenario.steps, { do: "wait", until: { quietMs } }];
    const story = await playScenario({ ...scenario, steps }, { parts, dialects, url: server, signal, eventMs });
    const checks = [...eventChecks, ...resumeChecks];
    const failure = judgeStory(story, { parts, checks }).find(({ finding }) => finding.check === check);
    return { ...verdictOf(story, check, failure?.finding.message), story };
  } finally {
    await client.close();
  }
}

function verdictOf(story: Story, check: string, message: string | undefined): Omit<ReplayedScenario, "story"> {
  if (message !== undefined) return { verdict: "fails", message };
  const stopped = story.entries.findLast(({ kind }) => kind === "failed");
  if (story.whole) return { verdict: "passes", message: `The check ${check} no longer fails.` };
  const why = stopped?.kind === "failed" ? stopped.reason : "it was cut short";
  return { verdict: "inconclusive", message: `The scenario could not be played to its end: ${why}.` };
}

function channelUnknown(channel: string): TesterError {
  return new TesterError({
    code: "channel-unknown",
    message: `The documents have no channel ${channel}.`,
    help: "Name the documents that the case was found with.",
  });
}
