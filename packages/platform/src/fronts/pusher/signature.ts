import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Signs a text as Pusher does everywhere: hex of HMAC-SHA256 with the application's secret. */
export function sign(secret: string, text: string): string {
  return createHmac("sha256", secret).update(text).digest("hex");
}

/** Whether a signature is that of the text, compared in constant time. */
export function verify(secret: string, text: string, signature: string): boolean {
  return sameText(sign(secret, text), signature);
}

/** Hex MD5 of a body: `body_md5` of a signed call. It is part of what is signed, so that nobody can exchange the body. */
export function bodyMd5(body: Uint8Array): string {
  return createHash("md5").update(body).digest("hex");
}

/** Whether two texts are the same, compared in a time that does not depend on where they differ. */
export function sameText(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
