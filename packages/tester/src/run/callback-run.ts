import type { Callback, Operation } from "@parlance/contract";
import { callbackChecks } from "../checks/story/webhooks/request.js";
import { attempts } from "../plan/attempts.js";
import { seedOf } from "../plan/seed.js";
import { callbackCause, callbackScenario } from "../plan/webhooks/callback-scenario.js";
import { Sinks } from "../webhooks/sinks.js";
import { DeliveryTrials } from "./delivery-trials.js";
import { isSuccess } from "./exchange.js";
import type { WebhookRunOptions } from "./webhook-run.js";

/** How far values of attempts and of trials are from each other. */
const [ofAttempts, ofTrials] = [1000, 10];

/** Tests the callbacks that operations declare: what comes to the URL that a call names. When they must come, nobody says. */
export async function runCallbacks(options: Omit<WebhookRunOptions, "webhookMs">): Promise<void> {
  const { operations, signal, coverage } = options.parts;
  const calling = operations.flatMap((operation) => operation.callbacks.map((callback) => ({ operation, callback })));
  if (calling.length === 0 || signal.aborted) return;
  await using sinks = await Sinks.open();
  await Promise.all(
    calling.map(async ({ operation, callback }) => {
      const twins = operation.callbacks.filter(({ expression }) => expression === callback.expression);
      const missing =
        twins.length > 1 ? "its URL is another's too" : await tryCallback(operation, callback, { ...options, sinks });
      if (missing !== undefined) coverage.note(operation.id, `callback ${callback.name} (${missing})`);
    }),
  );
}

/** Makes the call until it is taken. Gives why nothing was seen, or nothing. */
async function tryCallback(
  operation: Operation,
  callback: Callback,
  { parts, ...options }: Omit<WebhookRunOptions, "webhookMs"> & { readonly sinks: Sinks },
): Promise<string | undefined> {
  const { planner, seed } = parts;
  const trials = new DeliveryTrials({ ...options, parts, checks: callbackChecks(callback) });
  const first = Math.abs(seedOf(seed, operation.id, callback.name)) % 1_000_000;
  let missing = "no call can be made that names a URL";
  for (const [attempt, { density }] of attempts.entries()) {
    const story = await trials.run((trial) => {
      const n = first + attempt * ofAttempts + trial * ofTrials;
      return callbackScenario(operation, callback, { planner, n, refinement: { density, salt: "" } });
    });
    if (story === undefined) continue;
    if (story.entries.some(({ kind }) => kind === "hooked")) return undefined;
    const call = story.entries.find((each) => each.kind === "called" && each.name === callbackCause);
    const isTaken = call?.kind === "called" && isSuccess(call.exchange);
    if (isTaken) return "it did not come";
    missing = `${operation.id} was refused`;
  }
  return missing;
}
