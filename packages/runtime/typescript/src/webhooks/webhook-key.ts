import { ConfigurationError } from "../errors/configuration-error.js";

const prefix = "whsec_";
const algorithm = { name: "HMAC", hash: "SHA-256" } as const;

/** The key in an endpoint's secret. Rejects with `ConfigurationError` for a secret that is none; it is not shown. */
export async function webhookKey(secret: string): Promise<CryptoKey> {
  const bytes = decodeBase64(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret);
  if (bytes === undefined || bytes.length === 0) {
    throw new ConfigurationError({
      message: "The webhook secret is none: it is `whsec_` and base64, as the platform showed it",
    });
  }
  return crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign", "verify"]);
}

/** What is signed: `<id>.<timestamp>.<body>` (Standard Webhooks 1.0). */
export function signedContent(id: string, timestamp: string, body: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const head = encoder.encode(`${id}.${timestamp}.`);
  const tail = typeof body === "string" ? encoder.encode(body) : body;
  const content = new Uint8Array(head.length + tail.length);
  content.set(head);
  content.set(tail, head.length);
  return content;
}

/** The bytes of a base64 text; undefined for a text that is none. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined;
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
