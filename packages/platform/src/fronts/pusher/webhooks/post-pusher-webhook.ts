import { postWebhook } from "../../../webhooks/post-webhook.js";
import type { PusherCredentials } from "../application.js";
import { webhookHeader } from "../protocol.js";
import { sign } from "../signature.js";

/** A webhook of Pusher's to be sent. */
export interface PusherWebhookPost {
  readonly url: string;
  readonly credentials: Pick<PusherCredentials, "key" | "secret">;
  /** The JSON that is signed and sent, byte for byte. */
  readonly body: string;
  /** Whether endpoints on this machine are open. */
  readonly loopback: boolean;
  /** Ends the attempt. */
  readonly signal: AbortSignal;
}

const timeoutMs = 10_000;

/**
 * Sends a webhook in Pusher's format once. Resolves with the status of the answer. Rejects when there is no answer within 10 seconds,
 * or the address is inside of the platform's own network.
 */
export async function postPusherWebhook({ credentials, body, ...post }: PusherWebhookPost): Promise<number> {
  const headers = {
    [webhookHeader.key]: credentials.key,
    [webhookHeader.signature]: sign(credentials.secret, body),
  };
  return (await postWebhook({ ...post, headers, body, timeoutMs })).status;
}
