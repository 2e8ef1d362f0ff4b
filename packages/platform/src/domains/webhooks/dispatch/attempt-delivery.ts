import type { IncomingHttpHeaders } from "node:http";
import { timestamp, type Clock } from "../../../clock.js";
import type { EventData } from "../../../events/keep-event.js";
import type * as contract from "../../../gen/types.gen.js";
import type { Plain } from "../../../json/plain.js";
import { postWebhook, type WebhookAnswer } from "../../../webhooks/post-webhook.js";
import type { WebhookData } from "../webhook-resource.js";
import { signDelivery } from "./sign-delivery.js";

/** What is sent where. */
export interface DeliveryToSend {
  readonly id: string;
  readonly event: EventData;
  readonly endpoint: Pick<WebhookData, "url" | "secret" | "previousSecret" | "previousSecretExpiresAt">;
}

/** What attempts are made with. */
export interface AttemptOptions {
  readonly clock: Clock;
  /** Whether endpoints on this machine are open. */
  readonly loopback: boolean;
  readonly timeoutMs: number;
  /** Ends the attempt. */
  readonly signal: AbortSignal;
  /** Sends what was signed. Default `postWebhook`. */
  readonly post?: typeof postWebhook;
}

/** How an attempt went, but for its number. */
export interface AttemptOutcome extends Omit<Plain<contract.DeliveryAttempt>, "number"> {
  readonly retryAfter?: string | undefined;
}

const answerBytes = 4096;
const maxHeaders = 50;
const maxError = 500;
/** Headers of answers that may hold what is nobody's business. */
const hidden =
  /^(?:set-cookie2?|cookie|authorization|www-authenticate|authentication-info|proxy-.*|.*(?:token|secret|api-?key).*)$/u;

/** Sends a delivery once. Resolves with how it went; undefined if the signal ended it. */
export async function attemptDelivery(
  { event, endpoint }: DeliveryToSend,
  { clock, post = postWebhook, ...options }: AttemptOptions,
): Promise<AttemptOutcome | undefined> {
  const startedAt = clock();
  const body = JSON.stringify(event);
  const headers = signDelivery({
    id: event.id,
    timestamp: Math.floor(startedAt / 1000),
    body,
    secrets: secretsAt(endpoint, startedAt),
  });
  const sent = await post({ ...options, url: endpoint.url, headers, body, answerBytes }).then(
    readAnswer,
    (error: unknown) => (options.signal.aborted ? undefined : readFailure(error, options.timeoutMs)),
  );
  if (sent === undefined) return undefined;
  return { ...sent, startedAt: timestamp(startedAt), durationMs: Math.max(0, clock() - startedAt) };
}

function secretsAt({ secret, previousSecret, previousSecretExpiresAt }: DeliveryToSend["endpoint"], now: number) {
  const overlaps = previousSecret !== null && previousSecretExpiresAt !== null && now < previousSecretExpiresAt;
  return overlaps ? [secret, previousSecret] : [secret];
}

type Sent = Pick<AttemptOutcome, "status" | "response" | "error" | "retryAfter">;

function readAnswer({ status, headers, body }: WebhookAnswer): Sent {
  if (status > 599) return { status: "network_error", response: null, error: "The answer is no HTTP." };
  const succeeded = status >= 200 && status < 300;
  return {
    status: succeeded ? "succeeded" : "failed",
    response: { status, headers: shownHeaders(headers), body },
    error: succeeded ? null : `The endpoint answered ${status}.`,
    retryAfter: headers["retry-after"],
  };
}

function readFailure(error: unknown, timeoutMs: number): Sent {
  if (error instanceof Error && error.name === "TimeoutError")
    return { status: "timeout", response: null, error: `There was no answer in ${timeoutMs / 1000} s.` };
  const text = error instanceof Error && error.message !== "" ? error.message : "There was no connection.";
  return { status: "network_error", response: null, error: text.slice(0, maxError) };
}

function shownHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const shown = Object.entries(headers).filter(([name]) => !hidden.test(name));
  return Object.fromEntries(shown.slice(0, maxHeaders).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]));
}
