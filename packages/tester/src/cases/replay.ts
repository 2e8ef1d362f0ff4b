import type { Contract } from "@parlance/contract";
import { Credentials } from "../profile/credential.js";
import type { Profile } from "../profile/profile.js";
import type { Exchange } from "../run/exchange.js";
import { HttpClient } from "../run/http-client.js";
import { judge } from "../run/judge.js";
import { Sender } from "../run/sender.js";
import { TesterError } from "../tester-error.js";
import { directed } from "../values/directed.js";
import { Validators } from "../values/validator.js";
import type { StoredCase } from "./stored-case.js";

/** What became of a finding. */
export interface Replayed {
  /** `inconclusive`: what the request was about is no longer there, or the credential no longer works. */
  readonly verdict: "fails" | "passes" | "inconclusive";
  readonly message: string;
  readonly exchange: Exchange;
}

/** Answers that say that the request did not get to where it was aimed at. */
const elsewhere = new Set([401, 403, 404, 410]);

/**
 * Sends a stored case again, once.
 *
 * @throws {TesterError} `operation-unknown` if the documents no longer have its operation
 */
export async function replayCase(
  stored: StoredCase,
  { contract, profile, url = stored.url }: { contract: Contract; profile: Profile; url?: string },
): Promise<Replayed> {
  const operation = contract.operations.find(({ id }) => id === stored.case.operation);
  if (operation === undefined)
    throw new TesterError({
      code: "operation-unknown",
      message: `The documents have no operation ${stored.case.operation}.`,
      help: "Name the documents that the case was found with.",
    });
  const client = new HttpClient(new URL(url));
  try {
    const credentials = new Credentials(contract.security, profile);
    const sender = new Sender({ client, credentials, signal: new AbortController().signal });
    const exchange = await sender.send(stored.case, operation);
    const failures = judge(exchange, { contract, answers: new Validators(directed(contract, "response")) });
    return {
      ...verdictOf(
        stored,
        exchange,
        failures.find(({ finding }) => finding.check === stored.check),
      ),
      exchange,
    };
  } finally {
    await client.close();
  }
}

function verdictOf(
  { status, check }: StoredCase,
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
