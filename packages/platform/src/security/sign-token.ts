import { SignJWT } from "jose";
import type { TokenClaims } from "./caller.js";
import { privateKeyOf } from "./client-secret.js";

/** Audience of every token. */
export const audience = "parlance";
/** Issuer of the tokens that the platform signs. */
export const platformIssuer = "parlance";
/** Header type of every token (RFC 9068). */
export const tokenType = "at+jwt";

/** Signs a token. Throws if the secret is no client secret. */
export async function signToken(
  claims: TokenClaims,
  key: { readonly id: string; readonly secret: string },
): Promise<string> {
  const pair = privateKeyOf(key.secret);
  if (pair === undefined) throw new Error("The signing key cannot be read; the data is damaged.");
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: "EdDSA", typ: tokenType, kid: key.id }).sign(pair.key);
}
