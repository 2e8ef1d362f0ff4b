import type { Contract } from "@parlance/contract";
import type { CheckContext } from "../checks/check.js";
import { judgeTrace } from "../checks/state/judge-trace.js";
import type { Sequence } from "../plan/sequence.js";
import { Credentials } from "../profile/credential.js";
import { policiesOf } from "../profile/policies.js";
import type { Profile } from "../profile/profile.js";
import type { Exchange } from "../run/exchange.js";
import { HttpClient } from "../run/http-client.js";
import { judge } from "../run/judge.js";
import { Sender } from "../run/sender.js";
import type { Story } from "../run/story.js";
import { runSequence } from "../run/sequencer.js";
import { TesterError } from "../tester-error.js";
import { directed } from "../values/directed.js";
import { schemasOf } from "../values/schemas.js";
import { Validators } from "../values/validator.js";
import { replayDelivery } from "./replay-delivery.js";
import { replayScenario } from "./replay-scenario.js";
import type { StoredCase, StoredRequest } from "./stored-case.js";

/** What became of a finding. */
export interface Replayed {
  /** `inconclusive`: what the request was about is no longer there, or the credential no longer works. */
  readonly verdict: "fails" | "passes" | "inconclusive";
  readonly message: string;
  /** What was answered, where the case is of requests. */
  readonly exchange?: Exchange;
  /** What happened, where it is a scenario. */
  readonly story?: Story;
}

/** Answers that say that the request did not get to where it was aimed at. */
const elsewhere = new Set([401, 403, 404, 410]);

/**
 * Sends a stored case again, once; if it is one of a sequence or a scenario, all of it.
 *
 * @throws {TesterError} `operation-unknown` or `channel-unknown` if the documents no longer have what it is about
 */
export async function replayCase(
  stored: StoredCase,
  { contract, profile, url = stored.url }: { contract: Contract; profile: Profile; url?: string },
): Promise<Replayed> {
  if ("scenario" in stored) {
    const options = { contract, profile, url };
    return stored.scenario.kind === "delivery"
      ? await replayDelivery(stored, options)
      : await replayScenario(stored, options);
  }
  const operation = contract.operations.find(({ id }) => id === stored.case.operation);
  if (operation === undefined) throw operationUnknown(stored.case.operation);
  const client = new HttpClient(new URL(url));
  try {
    const credentials = new Credentials(contract.security, profile);
    const sender = new Sender({ client, credentials, signal: new AbortController().signal });
    const context = {
      contract,
      answers: new Validators(directed(contract, "response")),
      policies: policiesOf(profile.policies),
    };
    if (stored.sequence !== undefined) return await replaySequence(stored, stored.sequence, { sender, context });
    const exchange = await sender.send(stored.case, operation);
    const failure = judge(exchange, context).find(({ finding }) => finding.check === stored.check);
    return { ...verdictOf(stored, exchange, failure), exchange };
  } finally {
    await client.close();
  }
}

async function replaySequence(
  stored: StoredRequest,
  sequence: Sequence,
  { sender, context }: { readonly sender: Sender; readonly context: CheckContext },
): Promise<Replayed> {
  const { contract } = context;
  const schemas = schemasOf(contract);
  const trace = await runSequence(sequence, {
    operations: contract.operations,
    send: (testCase, each) => sender.send(testCase, each),
    signal: new AbortController().signal,
  });
  const { failures } = judgeTrace(trace, { ...context, schemas });
  const failure = failures.find(({ finding }) => finding.check === stored.check);
  const exchange = failure?.finding.exchange ?? trace.performed.at(-1)?.exchanges.at(-1);
  if (exchange === undefined) throw operationUnknown(sequence.steps[0]?.case.operation ?? "");
  if (failure !== undefined) return { verdict: "fails", message: failure.finding.message, exchange };
  const last = trace.performed.at(-1)?.step.name;
  if (last === sequence.steps.at(-1)?.name)
    return { verdict: "passes", message: `The check ${stored.check} no longer fails.`, exchange };
  const message = `The sequence came to an end at "${last}", which was refused: its parents or its names may be others' now.`;
  return { verdict: "inconclusive", message, exchange };
}

function operationUnknown(operation: string): TesterError {
  return new TesterError({
    code: "operation-unknown",
    message: `The documents have no operation ${operation}.`,
    help: "Name the documents that the case was found with.",
  });
}

function verdictOf(
  { status, check }: StoredRequest,
  { outcome }: Exchange,
  failure: { readonly finding: { readonly message: string } } | undefined,
): Omit<Replayed, "exchange"> {
  if (failure !== undefined) return { verdict: "fails", message: failure.finding.message };
  const now = outcome.kind === "answer" ? outcome.status : undefined;
  if (check !== "credential-refused" && now !== status && now !== undefined && elsewhere.has(now))
    return {
      verdict: "inconclusive",
      message: `The answer is ${now}: what the request is about is not there, or the credential does not do.`,
    };
  return { verdict: "passes", message: `The check ${check} no longer fails; the answer is ${now ?? "none"}.` };
}
