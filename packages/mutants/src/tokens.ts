import type { JsonObject } from "@parlance/contract";
import { isObject, jsonOf } from "./edits.ts";

/** True for a token that lives and names what the valid one may do, whoever signed it. */
export function hasClaims(token: string | undefined): boolean {
  return isLiving(token) && claimsOf(token)["iss"] !== undefined && grantsOf(token).includes("clients:*");
}

/** True for a token that was valid once. */
export function isExpired(token: string | undefined): boolean {
  return Number(claimsOf(token)["exp"]) < Date.now() / 1000;
}

/** True for a token that may do everything in so many words, as the revoked one. */
export function mayAll(token: string | undefined): boolean {
  return isLiving(token) && grantsOf(token) === '[{"scopes":["*"]}]';
}

/** True for a token that is known and may do nothing. */
export function mayNothing(token: string | undefined): boolean {
  return isLiving(token) && grantsOf(token).includes('"tokens:introspect"');
}

/** True for a text that is no token. */
export function isMalformed(token: string | undefined): boolean {
  return token !== undefined && claimsOf(token)["exp"] === undefined;
}

/** The same claims with another signature. */
export function forged(token: string): string {
  const [header, claims, signature = ""] = token.split(".");
  return `${header}.${claims}.${[...signature].toReversed().join("")}`;
}

function isLiving(token: string | undefined): boolean {
  return Number(claimsOf(token)["exp"]) > Date.now() / 1000;
}

function grantsOf(token: string | undefined): string {
  return JSON.stringify(claimsOf(token)["grants"] ?? []);
}

function claimsOf(token: string | undefined): JsonObject {
  const part = token?.split(".")[1];
  const claims = part === undefined ? undefined : jsonOf(Buffer.from(part, "base64url"));
  return isObject(claims) ? claims : {};
}
