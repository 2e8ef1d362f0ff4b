import type { Contract } from "@parlance/contract";
import { readDeliveries } from "../checks/story/webhooks/deliveries.js";
import { deliveryChecks } from "../checks/story/webhooks/delivery-checks.js";
import { deliverySetups } from "../checks/story/webhooks/delivery-setups.js";
import type { Profile } from "../profile/profile.js";
import { HttpClient } from "../run/http-client.js";
import { assemble } from "../run/parts.js";
import { playScenario } from "../run/scenario-run.js";
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
  const { operations, channels, webhooks } = contract;
  const setups = deliverySetups(webhooks, { contract, profile, eventMs });
  const found = setups.get(scenario.subject);
  if (found === undefined || "missing" in found) throw webhookUnknown(scenario.subject);
  const server = new URL(url);
  const client = new HttpClient(server);
  const { signal } = new AbortController();
  await using sinks = await Sinks.open();
  try {
    const subjects = { operations, channels, webhooks };
    const parts = assemble({ contract, ...subjects, profile, seed: 1, client, signal, settleMs: 0 });
    const openSink = sinks.ofScenario();
    const story = await playScenario(scenario, { parts, dialects: [], url: server, signal, eventMs, openSink });
    const failure = judgeStory(story, { parts, checks: deliveryChecks(found.setup) }).find(
      ({ finding }) => finding.check === check && finding.subject === subject,
    );
    if (failure !== undefined) return { verdict: "fails", message: failure.finding.message, story };
    const { causes, endpoints } = readDeliveries(story, found.setup);
    const listens = scenario.steps.some((step) => step.do === "listen");
    if (!listens || (causes.length > 0 && endpoints.length > 0))
      return { verdict: "passes", message: `The check ${check} no longer fails.`, story };
    return { verdict: "inconclusive", message: "The server refused to register an endpoint, or the call.", story };
  } finally {
    await client.close();
  }
}

function webhookUnknown(webhook: string): TesterError {
  return new TesterError({
    code: "webhook-unknown",
    message: `The documents do not show how the webhook ${webhook} is caused, or where an endpoint for it is registered.`,
    help: "Name the documents and the profile that the case was found with.",
  });
}
