import type { HelloFrame } from "@parlance/protocol";
import { createPrivateKey, randomUUID, sign, type KeyObject } from "node:crypto";
import { channel } from "../peers/peer.ts";

/** An application of the platform. */
export interface Application {
  readonly clientId: string;
  /** `plsk_` and base64url of an Ed25519 seed and its public key. */
  readonly clientSecret: string;
}

const lifetimeSeconds = 3600;

/** The first frame of a client, with a token for a user of its own that is signed here as a back end would. */
export function hello(application: Application, user: number, subscribed: boolean): string {
  return JSON.stringify({
    type: "hello",
    id: 1,
    version: 1,
    token: tokenOf(application, `user-${user}`),
    client: { name: "bench", version: "1.0.0" },
    instance: randomUUID(),
    ...(subscribed && { subscriptions: [{ id: 2, channel }] }),
  } satisfies HelloFrame);
}

function tokenOf({ clientId, clientSecret }: Application, userId: string): string {
  const iat = Math.floor(Date.now() / 1000);
  const claims = {
    iss: clientId,
    aud: "parlance",
    sub: userId,
    iat,
    exp: iat + lifetimeSeconds,
    jti: `tok_${randomUUID().replaceAll("-", "").slice(0, 16)}`,
  };
  const signed = `${base64url({ alg: "EdDSA", typ: "at+jwt" })}.${base64url(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), keyOf(clientSecret)).toString("base64url")}`;
}

function keyOf(clientSecret: string): KeyObject {
  const bytes = Buffer.from(clientSecret.replace(/^plsk_/u, ""), "base64url");
  const d = bytes.subarray(0, 32).toString("base64url");
  const x = bytes.subarray(32).toString("base64url");
  return createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", d, x }, format: "jwk" });
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
