import type { Contract } from "@parlance/contract";
import { readDeliveries } from "../checks/story/webhooks/deliveries.js";
import { deliveryChecks } from "../checks/story/webhooks/delivery-checks.js";
import { deliverySetups } from "../checks/story/webhooks/delivery-setups.js";
import { callbackChecks } from "../checks/story/webhooks/request.js";
import type { StoryCheck } from "../checks/story/story-check.js";
import type { Scenario } from "../plan/scenario.js";
import type { Profile } from "../profile/profile.js";
import { HttpClient } from "../run/http-client.js";
import { assemble } from "../run/parts.js";
import { playScenario } from "../run/scenario-run.js";
import type { Story } from "../run/story.js";
import { judgeStory } from "../run/story-trials.js";
import { TesterError } from "../tester-error.js";
import { Sinks } from "../webhooks/sinks.js";
import type { ReplayedScenario } from "./replay-scenario.js";
import type { StoredScenario } from "./stored-case.js";

/** Milliseconds in which an event must come. */
const eventMs = 2000;

/**
 * Plays a stored scenario of webhooks again, once, with endpoints of its own.
 *
 * @throws {TesterError} `webhook-unknown` if the documents no longer show how it is caused and registered
 */
export async function replayDelivery(
  { scenario, check, subject }: StoredScenario,
  { contract, profile, url }: { readonly contract: Contract; readonly profile: Profile; readonly url: string },
): Promise<ReplayedScenario> {
  const judged = judgedBy(scenario, contract, profile);
  if (judged === undefined) throw webhookUnknown(scenario.subject);
  const server = new URL(url);
  const client = new HttpClient(server);
  const { signal } = new AbortController();
  await using sinks = await Sinks.open();
  try {
    const { operations, channels, webhooks } = contract;
    const subjects = { operations, channels, webhooks };
    const parts = assemble({ contract, ...subjects, profile, seed: 1, client, signal, settleMs: 0 });
    const openSink = sinks.ofScenario();
    const story = await playScenario(scenario, { parts, dialects: [], url: server, signal, eventMs, openSink });
    const failure = judgeStory(story, { parts, checks: judged.checks }).find(
      ({ finding }) => finding.check === check && finding.subject === subject,
    );
    if (failure !== undefined) return { verdict: "fails", message: failure.finding.message, story };
    return judged.isTold(story)
      ? { verdict: "passes", message: `The check ${check} no longer fails.`, story }
      : { verdict: "inconclusive", message: "The server refused a call that the scenario needs.", story };
  } finally {
    await client.close();
  }
}

interface Judged {
  readonly checks: readonly StoryCheck[];
  /** True if the story came as far as to say something. */
  readonly isTold: (story: Story) => boolean;
}

/** How a story of webhooks, or of an operation's callbacks, is judged; undefined if the documents no longer show it. */
function judgedBy({ subject, steps }: Scenario, contract: Contract, profile: Profile): Judged | undefined {
  const callbacks = contract.operations.find(({ id }) => id === subject)?.callbacks ?? [];
  if (callbacks.length > 0)
    return {
      checks: callbacks.flatMap((each) => callbackChecks(each)),
      isTold: ({ entries }) => entries.some(({ kind }) => kind === "hooked"),
    };
  const found = deliverySetups(contract.webhooks, { contract, profile, eventMs }).get(subject);
  if (found === undefined || "missing" in found) return undefined;
  // Where nothing is caused, the registrations are what it is about.
  const isCaused = steps.some((step) => step.do === "listen");
  return {
    checks: deliveryChecks(found.setup),
    isTold(story) {
      const { causes, endpoints } = readDeliveries(story, found.setup);
      return !isCaused || (causes.length > 0 && endpoints.length > 0);
    },
  };
}

function webhookUnknown(webhook: string): TesterError {
  return new TesterError({
    code: "webhook-unknown",
    message: `The documents do not show how the webhook ${webhook} is caused, or where an endpoint for it is registered.`,
    help: "Name the documents and the profile that the case was found with.",
  });
}
