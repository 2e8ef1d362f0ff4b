import { ConfigurationError } from "../errors/configuration-error.js";
import { DecodeError } from "../errors/decode-error.js";
import { decodeBase64, signedContent, webhookKey } from "./webhook-key.js";
import { WebhookError } from "./webhook-error.js";

/** A delivery as it came, and what it is held against. */
export interface WebhookToVerify {
  /** The body as it came, before anything parsed it. */
  readonly body: string | Uint8Array;
  /** The headers, of fetch or of Node. */
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The secrets of the endpoint; several while they are replaced. */
  readonly secrets: string | readonly string[];
  /** Seconds by which a delivery may be older or newer than the clock. Default: 300. */
  readonly toleranceSeconds?: number;
  /** The time, in milliseconds since 1970. Default: the machine's clock. */
  readonly now?: number;
}

/** A delivery that is what the platform sent. */
export interface Webhook<Event = unknown> {
  /** Id of the event, the same on every attempt: keep it for ten minutes to recognise doubles. */
  readonly id: string;
  /** When this attempt was made. */
  readonly timestamp: Date;
  /** The contract's word for its type: turn to a validator to have it checked. */
  readonly event: Event;
}

/** Characters of `webhook-signature`, as the contract has it. */
const longestSignatures = 1024;
const usualTolerance = 300;

/**
 * Verifies a delivery (Standard Webhooks 1.0) and reads its event, e.g. `verifyWebhook<Event>(…)`. Works wherever
 * WebCrypto does; its comparison takes the same time whatever differs.
 *
 * Rejects with `WebhookError` for a delivery that cannot be trusted, with `DecodeError` for one whose body is no JSON, and with
 * `ConfigurationError` for a secret that is none.
 */
export async function verifyWebhook<Event = unknown>(delivery: WebhookToVerify): Promise<Webhook<Event>> {
  const { body, headers, secrets, toleranceSeconds = usualTolerance, now = Date.now() } = delivery;
  const id = headerOf(headers, "webhook-id");
  const timestamp = headerOf(headers, "webhook-timestamp");
  const signatures = headerOf(headers, "webhook-signature");
  if (!/^\d{1,15}$/.test(timestamp) || signatures.length > longestSignatures) {
    throw new WebhookError("webhook_header_malformed", "The headers of the webhook are malformed");
  }
  checkAge(Number(timestamp), now / 1000, toleranceSeconds);
  const keys = await Promise.all([secrets].flat().map(webhookKey));
  if (keys.length === 0) {
    throw new ConfigurationError({ message: "Verifying webhooks needs the secret of the endpoint" });
  }
  if (!(await fits(keys, signatures.split(" "), signedContent(id, timestamp, body)))) {
    throw new WebhookError("webhook_signature_invalid", "No signature of the webhook fits");
  }
  return { id, timestamp: new Date(Number(timestamp) * 1000), event: read(body) as Event };
}

function headerOf(headers: WebhookToVerify["headers"], name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : [findHeader(headers, name)].flat()[0];
  if (value) return value;
  throw new WebhookError("webhook_header_missing", `The webhook has no header \`${name}\``);
}

function findHeader(headers: Exclude<WebhookToVerify["headers"], Headers>, name: string) {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

function checkAge(timestamp: number, now: number, tolerance: number): void {
  if (now - timestamp > tolerance) {
    throw new WebhookError("webhook_too_old", "The webhook is too old; it may have been sent before");
  }
  if (timestamp - now > tolerance) {
    throw new WebhookError("webhook_too_new", "The webhook is from the future; see whether the clock is right");
  }
}

async function fits(
  keys: readonly CryptoKey[],
  entries: readonly string[],
  content: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const given = entries.flatMap((entry) => (entry.startsWith("v1,") ? (decodeBase64(entry.slice(3)) ?? []) : []));
  const checks = keys.flatMap((key) => given.map((each) => crypto.subtle.verify("HMAC", key, each, content)));
  return (await Promise.all(checks)).includes(true);
}

function read(body: string | Uint8Array): unknown {
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DecodeError({ message: "The webhook is no JSON", text, cause });
  }
}
