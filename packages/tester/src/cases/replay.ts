import type { Contract } from "@parlance/contract";
import { Credentials } from "../profile/credential.js";
import { policiesOf } from "../profile/policies.js";
import type { Profile } from "../profile/profile.js";
import type { Exchange } from "../run/exchange.js";
import { HttpClient } from "../run/http-client.js";
import { Sender } from "../run/sender.js";
import type { Story } from "../run/story.js";
import { parseServerUrl } from "../server-url.js";
import { TesterError } from "../tester-error.js";
import { directed } from "../values/directed.js";
import { Validators } from "../values/validator.js";
import { replayDelivery } from "./replay-delivery.js";
import { replayRequest } from "./replay-request.js";
import { replayScenario } from "./replay-scenario.js";
import type { StoredCase } from "./stored-case.js";

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

/**
 * Sends a stored case again, once; if it is one of a sequence or a scenario, all of it.
 *
 * @throws {TesterError} `url-invalid`; `operation-unknown`, `channel-unknown` or `webhook-unknown` if the documents no longer have what it is about,
 * `credential-missing` if the profile has not the credential that a request was sent with
 */
export async function replayCase(
  stored: StoredCase,
  { contract, profile, url = stored.url }: { contract: Contract; profile: Profile; url?: string },
): Promise<Replayed> {
  const server = parseServerUrl(url);
  if ("scenario" in stored) {
    const options = { contract, profile, url };
    return stored.scenario.kind === "delivery"
      ? await replayDelivery(stored, options)
      : await replayScenario(stored, options);
  }
  const operation = contract.operations.find(({ id }) => id === stored.case.operation);
  if (operation === undefined) throw operationUnknown(stored.case.operation);
  const client = new HttpClient(server);
  try {
    const credentials = new Credentials(contract.security, profile);
    const sender = new Sender({ client, credentials, signal: new AbortController().signal });
    const context = {
      contract,
      answers: new Validators(directed(contract, "response")),
      policies: policiesOf(profile.policies),
    };
    return await replayRequest(stored, { operation, credentials, sender, context });
  } finally {
    await client.close();
  }
}

function operationUnknown(operation: string): TesterError {
  return new TesterError({
    code: "operation-unknown",
    message: `The documents have no operation ${operation}.`,
    help: "Name the documents that the case was found with.",
  });
}
