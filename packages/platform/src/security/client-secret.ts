import { createPrivateKey, createPublicKey, generateKeyPairSync, timingSafeEqual, type KeyObject } from "node:crypto";

const prefix = "plsk_";
const seedBytes = 32;
/** DER of a PKCS#8 Ed25519 private key up to the seed (RFC 8410 section 7). */
const pkcs8Header = Buffer.from("302e020100300506032b657004220420", "hex");

/** A new Ed25519 key pair: the secret for the application, the public half for the platform. */
export interface KeyPair {
  /** `plsk_` and base64url of seed and public key. */
  readonly secret: string;
  /** Base64url of the public key, the `x` of its JWK. */
  readonly publicKey: string;
}

/** Makes a key pair. The caller shows the secret once and keeps the public half. */
export function createKeyPair(): KeyPair {
  const { d = "", x = "" } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const bytes = Buffer.concat([Buffer.from(d, "base64url"), Buffer.from(x, "base64url")]);
  return { secret: prefix + bytes.toString("base64url"), publicKey: x };
}

/** The private key in a secret. Returns nothing if the text is no secret or its halves do not belong together. */
export function privateKeyOf(secret: string): { readonly key: KeyObject; readonly publicKey: string } | undefined {
  if (!secret.startsWith(prefix)) return undefined;
  const text = secret.slice(prefix.length);
  const bytes = Buffer.from(text, "base64url");
  // Decoding skips what is no base64url; a secret has one spelling only.
  if (bytes.length !== 2 * seedBytes || bytes.toString("base64url") !== text) return undefined;
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Header, bytes.subarray(0, seedBytes)]),
    format: "der",
    type: "pkcs8",
  });
  const { x = "" } = createPublicKey(key).export({ format: "jwk" });
  return timingSafeEqual(Buffer.from(x, "base64url"), bytes.subarray(seedBytes)) ? { key, publicKey: x } : undefined;
}

/** Whether two public keys are the same, compared in constant time. */
export function samePublicKey(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left, "base64url"), Buffer.from(right, "base64url")];
  return a.length === b.length && timingSafeEqual(a, b);
}
