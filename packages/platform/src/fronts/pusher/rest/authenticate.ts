import type { PusherApplication } from "../application.js";
import { times } from "../protocol.js";
import { bodyMd5, sameText, verify } from "../signature.js";
import { Refusal } from "./refusal.js";

/** A call as it came, before anything of it is believed. */
export interface SignedRequest {
  readonly method: string;
  /** As in the request line, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Uint8Array;
}

/** What a signature is judged by. */
export interface AuthenticateOptions {
  /** The application in the path. */
  readonly appId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly find: (key: string) => Promise<PusherApplication | undefined>;
}

/**
 * Finds out whose call it is (auth-signatures, "Generating authentication signatures"). Throws a `Refusal`: 401 for credentials,
 * 403 for an application that is switched off.
 */
export async function authenticate(request: SignedRequest, options: AuthenticateOptions): Promise<PusherApplication> {
  const { query, body } = request;
  const application = await options.find(required(query, "auth_key"));
  if (application === undefined || application.appId !== options.appId)
    throw new Refusal(401, `There is no application ${options.appId.slice(0, 40)} with this auth_key.`);
  if (required(query, "auth_version") !== "1.0") throw new Refusal(401, "auth_version must be 1.0.");
  checkTime(required(query, "auth_timestamp"), options.now);
  const signature = required(query, "auth_signature");
  if (body.length > 0 && !sameText(bodyMd5(body), required(query, "body_md5")))
    throw new Refusal(401, "body_md5 is not the MD5 of the body, in lower-case hexadecimal.");
  if (!textsToSign(request).some((text) => verify(application.secret, text, signature)))
    throw new Refusal(401, `Invalid signature. Sign ${JSON.stringify(textsToSign(request)[0])} with the secret.`);
  if (application.settings.enabled === false) throw new Refusal(403, "The application is disabled.");
  return application;
}

function required(query: URLSearchParams, name: string): string {
  const values = query.getAll(name);
  if (values.length !== 1) throw new Refusal(401, `${name} must be in the query, once.`);
  return values[0] ?? "";
}

function checkTime(timestamp: string, now: number): void {
  const seconds = /^\d{1,12}$/u.test(timestamp) ? Number(timestamp) : Number.NaN;
  const here = Math.floor(now / 1000);
  if (!(Math.abs(here - seconds) <= times.signatureWindowSeconds))
    throw new Refusal(
      401,
      `Timestamp expired: auth_timestamp is not within ${times.signatureWindowSeconds}s of the server's time ${here}.`,
    );
}

/** Libraries sign the path before they encode it for the request line, or after. */
function textsToSign({ method, path, query }: SignedRequest): readonly string[] {
  const pairs = [...query]
    .filter(([name]) => name !== "auth_signature")
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`);
  return [...new Set([path, decoded(path)])].map((as) => [method, as, pairs.join("&")].join("\n"));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
