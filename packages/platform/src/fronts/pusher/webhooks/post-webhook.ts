import { lookup, type LookupAddress } from "node:dns";
import { request as requestHttp, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { PusherCredentials } from "../application.js";
import { webhookHeader } from "../protocol.js";
import { sign } from "../signature.js";
import { isBlocked } from "./blocked-addresses.js";

/** A webhook to be sent. */
export interface WebhookPost {
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
 * Sends a webhook once. Resolves with the status of the answer: only 2xx is taken for a success, and redirects are not followed.
 * Rejects when there is no answer within 10 seconds, or the address is inside of the platform's own network.
 */
export function postWebhook({ url, credentials, body, loopback, signal }: WebhookPost): Promise<number> {
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/gu, "");
  // A literal address is never looked up, so it is judged here.
  if (isIP(host) !== 0 && isBlocked(host, { loopback })) return Promise.reject(blocked(host));
  const options: RequestOptions = {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(body),
      "User-Agent": "parlance-platform",
      [webhookHeader.key]: credentials.key,
      [webhookHeader.signature]: sign(credentials.secret, body),
    },
    lookup: guarded(loopback),
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  };
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const request = (target.protocol === "https:" ? requestHttps : requestHttp)(target, options, (response) => {
    response.destroy();
    resolve(response.statusCode ?? 0);
  });
  request.on("error", reject).end(body);
  return promise;
}

/** Looks a name up once and hands on only addresses that are open, so that no second answer can slip in (DNS rebinding). */
function guarded(loopback: boolean): LookupFunction {
  return (hostname, options, done) =>
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const open = error === null ? addresses.filter(({ address }) => !isBlocked(address, { loopback })) : [];
      const [first] = open;
      if (first === undefined) done(error ?? blocked(hostname), "");
      else if (options.all === true) done(null, open);
      else done(null, first.address, first.family);
    });
}

function blocked(host: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${host} is inside of the platform's own network.`), { code: "EACCES" });
}
