import { setTimeout as delay } from "node:timers/promises";
import type { Operation } from "@parlance/contract";
import type { Case } from "../plan/case.js";
import { type Credentials, noCredential } from "../profile/credential.js";
import { writeRequest } from "../request/write-request.js";
import { type Answer, type Exchange, headerValues, type NoAnswer } from "./exchange.js";
import type { HttpClient } from "./http-client.js";

/** How often a call that was too many is sent again, and how long at most is waited for its turn. */
const [turns, longestMs] = [4, 5000];

/** Sends cases. A server that asks for patience (429, 503 with `Retry-After`) gets it: how much it takes is no matter of the contract. */
export class Sender {
  readonly #client: HttpClient;
  readonly #credentials: Credentials;
  readonly #signal: AbortSignal;

  constructor(options: { client: HttpClient; credentials: Credentials; signal: AbortSignal }) {
    this.#client = options.client;
    this.#credentials = options.credentials;
    this.#signal = options.signal;
  }

  /** Sends a case and gives what came of it. */
  async send(testCase: Case, operation: Operation): Promise<Exchange> {
    const credential = this.#credentials.of(testCase.credential, operation) ?? noCredential;
    const request = writeRequest(testCase, operation, credential);
    for (let turn = 1; ; turn += 1) {
      const outcome = await this.#client.send(request, this.#signal);
      const waitMs = turn < turns && !this.#signal.aborted ? patience(outcome) : undefined;
      if (waitMs === undefined) return { case: testCase, operation, request, outcome };
      await delay(waitMs, undefined, { signal: this.#signal }).catch(() => undefined);
    }
  }
}

function patience(outcome: Answer | NoAnswer): number | undefined {
  if (outcome.kind === "none" || (outcome.status !== 429 && outcome.status !== 503)) return undefined;
  const [after] = headerValues(outcome, "retry-after");
  if (after === undefined && outcome.status === 503) return undefined;
  const seconds = Number(after ?? "1");
  return Math.min(longestMs, Number.isFinite(seconds) ? seconds * 1000 : 1000);
}
