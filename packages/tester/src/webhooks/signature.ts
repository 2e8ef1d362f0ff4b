import { createHmac, timingSafeEqual } from "node:crypto";
import { type Delivery, headerOf } from "./delivery.js";

/** How deliveries are signed. */
export type SignatureScheme =
  /** `webhook-id`, `-timestamp` and `-signature` (Standard Webhooks 1.0), or the same with `svix-`. */
  | "standard"
  /** `t=…,v1=…` in hex over `t.body`, keyed with the whole text of the secret. */
  | "stripe"
  /** `X-Hub-Signature-256: sha256=…` in hex over the body. */
  | "github"
  /** An HMAC-SHA256 of the body, in hex or base64, in any header of signatures. */
  | "hmac-body"
  | "none";

/** What a signature is worth. */
export type Verification =
  | { readonly kind: "verified" }
  | { readonly kind: "missing" }
  /** It is of a kind that a shared secret cannot verify. */
  | { readonly kind: "unknown" }
  | { readonly kind: "wrong" };

const prefixes = ["webhook", "svix"] as const;
const signatureHeader = /signature|hmac|digest/u;
const timedSignature = /^\s*t=\d+\s*,.*\bv1=[\da-f]{64}\b/iu;

/** The scheme that the headers show; undefined if they show none, or one that only a profile can tell. */
export function schemeOf(delivery: Delivery): Exclude<SignatureScheme, "none"> | undefined {
  if (standardHeaders(delivery) !== undefined) return "standard";
  if (headerOf(delivery, "x-hub-signature-256") !== undefined) return "github";
  return headerOf(delivery, "stripe-signature") === undefined ? undefined : "stripe";
}

/** Verifies a delivery over its raw bytes, with one secret. */
export function verifySignature(
  delivery: Delivery,
  { scheme, secret }: { readonly scheme: SignatureScheme; readonly secret: string },
): Verification {
  switch (scheme) {
    case "standard":
      return verifyStandard(delivery, secret);
    case "stripe":
      return verifyTimed(delivery, secret);
    case "github":
      return fitting(
        texts(delivery, (name) => name === "x-hub-signature-256"),
        digestOf(secret, delivery.body),
      );
    case "hmac-body":
      return fitting(
        texts(delivery, (name) => signatureHeader.test(name)),
        digestOf(secret, delivery.body),
      );
    case "none":
      return { kind: "unknown" };
  }
}

/** When the sender says that it made the attempt, in seconds since 1970; undefined if the scheme does not tell. */
export function timestampOf(delivery: Delivery, scheme: SignatureScheme): number | undefined {
  if (scheme === "standard") {
    const { timestamp } = standardHeaders(delivery) ?? {};
    return timestamp !== undefined && /^\d{1,15}$/u.test(timestamp) ? Number(timestamp) : undefined;
  }
  const time = scheme === "stripe" ? /\bt=(\d{1,15})/u.exec(timedHeader(delivery) ?? "")?.[1] : undefined;
  return time === undefined ? undefined : Number(time);
}

function standardHeaders(delivery: Delivery) {
  return prefixes
    .map((prefix) => ({
      id: headerOf(delivery, `${prefix}-id`),
      timestamp: headerOf(delivery, `${prefix}-timestamp`),
      signature: headerOf(delivery, `${prefix}-signature`),
    }))
    .find(({ id, timestamp, signature }) => id !== undefined && (timestamp ?? signature) !== undefined);
}

function verifyStandard(delivery: Delivery, secret: string): Verification {
  const { id, timestamp, signature } = standardHeaders(delivery) ?? {};
  if (id === undefined || timestamp === undefined || signature === undefined) return { kind: "missing" };
  const entries = signature.split(" ");
  const symmetric = entries.filter((each) => each.startsWith("v1,"));
  if (symmetric.length === 0 && entries.some((each) => each.startsWith("v1a,"))) return { kind: "unknown" };
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), delivery.body]);
  return fitting(
    symmetric.map((each) => each.slice(3)),
    digestOf(standardKey(secret), content),
  );
}

function verifyTimed(delivery: Delivery, secret: string): Verification {
  const header = timedHeader(delivery);
  if (header === undefined) return { kind: "missing" };
  const pairs = header.split(",").map((each) => each.trim().split("=") as [string, string?]);
  const time = pairs.find(([name]) => name === "t")?.[1] ?? "";
  const given = pairs.flatMap(([name, value]) => (name === "v1" && value !== undefined ? [value] : []));
  return fitting(given, digestOf(secret, Buffer.concat([Buffer.from(`${time}.`), delivery.body])));
}

function timedHeader(delivery: Delivery): string | undefined {
  return (
    headerOf(delivery, "stripe-signature") ??
    delivery.headers.find(([name, value]) => signatureHeader.test(name) && timedSignature.test(value))?.[1]
  );
}

/** The bytes that a secret of Standard Webhooks stands for: those of its base64. One that is no base64 is taken as it is. */
function standardKey(secret: string): Uint8Array {
  const text = secret.replace(/^whsec_/u, "");
  const isBase64 = text !== "" && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/u.test(text);
  return Buffer.from(text, isBase64 ? "base64" : "utf8");
}

function digestOf(key: string | Uint8Array, content: Uint8Array): Buffer {
  return createHmac("sha256", key).update(content).digest();
}

/** Whether one of the texts is the digest, in hex or base64, with or without the name of the algorithm before it. */
function fitting(given: readonly string[], digest: Buffer): Verification {
  if (given.length === 0) return { kind: "missing" };
  const found = given.map((each) => each.trim().replace(/^sha256=/iu, ""));
  const fits = found.some((text) => isSame(text.toLowerCase(), digest.toString("hex")) || isBase64Of(text, digest));
  return { kind: fits ? "verified" : "wrong" };
}

function isBase64Of(text: string, digest: Buffer): boolean {
  return isSame(text, digest.toString("base64")) || isSame(text, digest.toString("base64url"));
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function texts({ headers }: Delivery, isWanted: (name: string) => boolean): readonly string[] {
  return headers.filter(([name]) => isWanted(name)).map(([, value]) => value);
}
