import { createHmac } from "node:crypto";

/** A delivery to be signed. */
export interface DeliveryToSign {
  /** Id of the event. */
  readonly id: string;
  /** When the attempt is made, in seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
  /** The secrets of the endpoint, the newest first; two while one takes the other's place. */
  readonly secrets: readonly string[];
}

/** The headers by which an endpoint knows a delivery (Standard Webhooks 1.0): one signature for each secret. */
export function signDelivery({ id, timestamp, body, secrets }: DeliveryToSign): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/u, ""), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": signatures.join(" ") };
}
