import type { Contract, Operation } from "@parlance/contract";
import type { CheckContext } from "../checks/check.js";
import { isRefusal } from "../checks/input.js";
import { judgeTrace } from "../checks/state/judge-trace.js";
import type { Case } from "../plan/case.js";
import type { Sequence } from "../plan/sequence.js";
import type { Credentials } from "../profile/credential.js";
import { type Exchange, isSuccess } from "../run/exchange.js";
import { judge } from "../run/judge.js";
import type { Sender } from "../run/sender.js";
import { runSequence } from "../run/sequencer.js";
import { TesterError } from "../tester-error.js";
import { schemasOf } from "../values/schemas.js";
import type { Replayed } from "./replay.js";
import type { StoredRequest } from "./stored-case.js";

/** What sending a stored request again takes. */
export interface ReplayOptions {
  readonly operation: Operation;
  readonly credentials: Credentials;
  readonly sender: Sender;
  readonly context: CheckContext;
}

/** Answers that say that the request did not get to where it was aimed at. */
const elsewhere = new Set([401, 403, 404, 410]);

/** Answers that say nothing of a credential: what is gone is not found for anybody. */
const gone = new Set([404, 410]);

/**
 * Sends a stored request again, once; if it is one of a sequence, all of the sequence.
 *
 * @throws {TesterError} `credential-missing` if the profile has not the credential that it was sent with
 */
export async function replayRequest(
  stored: StoredRequest,
  { operation, credentials, sender, context }: ReplayOptions,
): Promise<Replayed> {
  const cases = stored.sequence?.steps.map((step) => step.case) ?? [stored.case];
  for (const each of cases) mustHave(credentials, each, context.contract);
  if (stored.sequence !== undefined) return await replaySequence(stored, stored.sequence, { sender, context });
  const exchange = await sender.send(stored.case, operation);
  const failure =
    judge(exchange, context).find(({ finding }) => finding.check === stored.check) ?? stillRefused(stored, exchange);
  return { ...verdictOf(stored, exchange, failure), exchange };
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
  const failure = failures.find(({ finding }) => finding.check === stored.check && finding.subject === stored.subject);
  const exchange = failure?.finding.exchange ?? trace.performed.at(-1)?.exchanges.at(-1);
  if (exchange === undefined) return { verdict: "inconclusive", message: "No step of the sequence could be taken." };
  if (failure !== undefined) return { verdict: "fails", message: failure.finding.message, exchange };
  const unanswered = trace.performed.flatMap((each) => each.exchanges).find(({ outcome }) => outcome.kind === "none");
  if (unanswered?.outcome.kind === "none")
    return { verdict: "inconclusive", message: unanswered.outcome.message, exchange: unanswered };
  const last = trace.performed.at(-1)?.step.name;
  if (last === sequence.steps.at(-1)?.name)
    return { verdict: "passes", message: `The check ${stored.check} no longer fails.`, exchange };
  const message = `The sequence came to an end at "${last}", which was refused: its parents or its names may be others' now.`;
  return { verdict: "inconclusive", message, exchange };
}

/** That no allowed request is taken can be told of this one only: refused for its form it fails, taken it passes. */
function stillRefused({ check }: StoredRequest, exchange: Exchange) {
  const { outcome } = exchange;
  if (check !== "allowed-taken" || outcome.kind === "none" || !isRefusal(outcome.status)) return undefined;
  return { finding: { message: `The request that the contract allows is refused with ${outcome.status}.` } };
}

function mustHave(credentials: Credentials, { credential, operation: id }: Case, { operations }: Contract): void {
  const operation = operations.find((each) => each.id === id);
  if (operation === undefined || credentials.of(credential, operation) !== undefined) return;
  throw new TesterError({
    code: "credential-missing",
    message: `The case was sent with a credential that is ${credential}, which the profile does not have for ${id}.`,
    help: "Name the profile that it was found with.",
  });
}

function verdictOf(
  { status, check }: StoredRequest,
  exchange: Exchange,
  failure: { readonly finding: { readonly message: string } } | undefined,
): Omit<Replayed, "exchange"> {
  const { outcome } = exchange;
  const now = outcome.kind === "answer" ? outcome.status : undefined;
  const message = `The answer is ${now}: what the request is about is not there, or the credential does not do.`;
  const ofCredential = check === "credential-refused";
  if (ofCredential && now !== undefined && gone.has(now) && now !== status) return { verdict: "inconclusive", message };
  if (failure !== undefined) return { verdict: "fails", message: failure.finding.message };
  if (outcome.kind === "none") return { verdict: "inconclusive", message: outcome.message };
  if (!ofCredential && elsewhere.has(outcome.status) && now !== status) return { verdict: "inconclusive", message };
  if (check === "allowed-taken" && !isSuccess(exchange))
    return { verdict: "inconclusive", message: `The answer is ${now}, which is no refusal of the request's form.` };
  return { verdict: "passes", message: `The check ${check} no longer fails; the answer is ${now}.` };
}
