import type { LookupAddress } from "node:dns";
import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { callbackify } from "node:util";
import { isBlocked } from "./blocked-addresses.js";
import { bareHost } from "./may-be-called.js";
import { resolveHost } from "./resolve-host.js";

/** A webhook to be sent. */
export interface WebhookPost {
  readonly url: string;
  /** What stands beside the headers of every webhook, such as the signature. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, sent byte for byte. */
  readonly body: string;
  /** Whether endpoints on this machine are open. */
  readonly loopback: boolean;
  readonly timeoutMs: number;
  /** How much of the answer's body is of interest. Default 0. */
  readonly answerBytes?: number;
  /** Ends the attempt. */
  readonly signal: AbortSignal;
}

/** Where webhooks may go, and for how long. */
type Guard = Pick<WebhookPost, "loopback" | "signal">;

/** What an endpoint answered. */
export interface WebhookAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The beginning of the body. */
  readonly body: string;
}

/**
 * Sends a webhook once, over a connection of its own. Resolves with the answer, whatever its status: redirects are not followed.
 * Rejects when there is none: with a `TimeoutError` when the time is over, with the signal's reason when that ends it, and otherwise
 * with what went wrong, such as an address inside of the platform's own network.
 */
export function postWebhook(post: WebhookPost): Promise<WebhookAnswer> {
  const { url, headers, body, loopback, timeoutMs, answerBytes = 0 } = post;
  const target = new URL(url);
  const host = bareHost(target);
  // A literal address is never looked up, so it is judged here.
  if (isIP(host) !== 0 && isBlocked(host, { loopback })) return Promise.reject(blocked(host));
  const signal = AbortSignal.any([post.signal, AbortSignal.timeout(timeoutMs)]);
  const options: RequestOptions = {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(body),
      "User-Agent": "parlance-platform",
      ...headers,
    },
    lookup: guarded({ loopback, signal }),
    // Connections are not shared: what was judged for one webhook must not carry another.
    agent: false,
    signal,
  };
  const { promise, resolve, reject } = Promise.withResolvers<WebhookAnswer>();
  let answered = false;
  const request = (target.protocol === "https:" ? requestHttps : requestHttp)(target, options, (response) => {
    answered = true;
    const { statusCode: status = 0, headers: shown } = response;
    void beginning(response, answerBytes).then((text) => resolve({ status, headers: shown, body: text }));
  });
  request.on("error", (error) => answered || reject(signal.aborted ? signal.reason : error));
  // An answer that is no HTTP, such as a switch of protocols, ends the connection without an error.
  request.on("upgrade", (_response, socket) => socket.destroy());
  request.on("close", () => answered || reject(new Error("The connection ended without an answer.")));
  request.end(body);
  return promise;
}

/** As much of a body as is asked for; less if it ends, breaks or stalls before. */
async function beginning(response: IncomingMessage, bytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    if (bytes > 0) {
      for await (const chunk of response) {
        chunks.push(chunk as Buffer);
        size += (chunk as Buffer).length;
        if (size >= bytes) break;
      }
    }
  } catch {
    // The status is there, and the status is what counts.
  }
  response.destroy();
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, bytes));
}

/** Looks a name up once and hands on only addresses that are open, so that no second answer can slip in (DNS rebinding). */
function guarded(guard: Guard): LookupFunction {
  return (host, { all }, done) =>
    callbackify(openAddresses)(host, guard, (error, addresses) => {
      if (error !== null) done(error, "");
      else if (all === true) done(null, addresses);
      else done(null, addresses[0].address, addresses[0].family);
    });
}

async function openAddresses(host: string, { loopback, signal }: Guard): Promise<[LookupAddress, ...LookupAddress[]]> {
  const addresses = await resolveHost({ host, signal });
  const [first, ...more] = addresses.filter(({ address }) => !isBlocked(address, { loopback }));
  if (first === undefined) throw blocked(host);
  return [first, ...more];
}

function blocked(host: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${host} is inside of the platform's own network.`), { code: "EACCES" });
}
