import { signedContent, webhookKey } from "./webhook-key.js";

/** A delivery to be signed. */
export interface WebhookToSign {
  readonly body: string | Uint8Array;
  readonly secret: string;
  /** Id of the event. */
  readonly id: string;
  /** When the attempt is made, in seconds since 1970. */
  readonly timestamp: number;
}

/**
 * The headers of a delivery as the platform signs it (Standard Webhooks 1.0), to test a receiver with. Rejects with
 * `ConfigurationError` for a secret that is none.
 */
export async function signWebhook({ body, secret, id, timestamp }: WebhookToSign): Promise<Record<string, string>> {
  const key = await webhookKey(secret);
  const signature = await crypto.subtle.sign("HMAC", key, signedContent(id, String(timestamp), body));
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": `v1,${btoa(String.fromCharCode(...new Uint8Array(signature)))}`,
  };
}
