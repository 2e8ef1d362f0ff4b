import type { Configuration } from "../client/configuration.js";
import type { Attempt } from "../client/hooks.js";
import { ConnectionError } from "../errors/connection-error.js";
import { ParlanceError } from "../errors/parlance-error.js";
import type { AuthorizedRequest } from "./authorize.js";
import { authorize } from "./authorize.js";
import { writeHeaders } from "./prepare-headers.js";
import type { PreparedRequest } from "./prepare-request.js";
import { readError } from "./read-error.js";
import type { Answer, Sending } from "./sending.js";

/** One attempt to be made. */
export interface AttemptInit<T> {
  readonly sending: Sending<T>;
  readonly configuration: Configuration;
  readonly request: PreparedRequest;
  /** Number of the attempt, from 1. */
  readonly number: number;
  /** Ends this attempt: its timeout, the call's, the caller's signal. */
  readonly signal: AbortSignal;
  /** Told what hooks see, before they do. */
  readonly onStart: (attempt: Attempt) => void;
  /** Says why `signal` was aborted. */
  readonly explainAbort: () => ParlanceError;
}

/**
 * Sends a call once and reads the answer; when the server says that the token has expired, once more with a new one.
 *
 * Rejects with a `ParlanceError`, or with what a hook threw.
 */
export async function makeAttempt<T>(init: AttemptInit<T>, renewed = false): Promise<Answer<T>> {
  const { configuration, signal } = init;
  const { operation } = init.sending;
  signal.throwIfAborted();
  const target: AuthorizedRequest = {
    url: init.request.url,
    headers: writeHeaders(operation, init.request.headers),
    redirect: "follow",
  };
  const token = await untilAborted(authorize(target, operation, configuration), signal);
  const { method, url, body } = init.request;
  const attempt = { operation: operation.id, method, url, number: init.number, headers: target.headers };
  init.onStart(attempt);
  for (const { onRequest } of configuration.hooks) await onRequest?.(attempt);
  try {
    return await exchange(init, attempt, target);
  } catch (thrown) {
    const error = signal.aborted ? init.explainAbort() : ParlanceError.from(thrown);
    for (const { onError } of configuration.hooks) onError?.(attempt, error);
    const again = !renewed && token !== undefined && body?.replayable !== false && meansExpired(error);
    if (!again || configuration.credentials.bearer?.expire(token) !== true) throw error;
    return makeAttempt(init, true);
  }
}

/** Sends and reads. The target's `url` may carry a key, which `attempt.url` never does. */
async function exchange<T>(
  { sending, configuration, request, signal }: AttemptInit<T>,
  attempt: Attempt,
  { url, redirect }: AuthorizedRequest,
): Promise<Answer<T>> {
  const { hooks, clock } = configuration;
  const content = request.body?.content;
  const fail = (cause: unknown): never => {
    throw cause instanceof ParlanceError ? cause : connectionError(attempt, cause);
  };
  // Streams want `duplex`, which TypeScript's RequestInit does not know.
  const init: RequestInit & { readonly duplex: "half" } = {
    method: request.method,
    headers: attempt.headers,
    redirect,
    signal,
    duplex: "half",
  };
  const response = await configuration
    .fetch(url, content === undefined ? init : { ...init, body: content })
    .catch(fail);
  for (const { onResponse } of hooks) onResponse?.(attempt, response);
  if (response.ok || response.status === 304)
    return { data: await sending.read(response, configuration).catch(fail), response };
  throw await readError(response, { operation: attempt.operation, now: clock.now() });
}

/** Servers with codes say so; with others any 401 may mean it. */
function meansExpired({ code }: ParlanceError): boolean {
  return code === "token_expired" || code === "status_401";
}

function connectionError({ operation, url }: Attempt, cause: unknown): ConnectionError {
  return new ConnectionError({
    operation,
    message: `${operation} got no complete answer from ${new URL(url).origin}`,
    cause,
  });
}

/** Waits for a promise that others share and that an abort must therefore not end. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    // The signal is this attempt's own and goes with it, and the listener too.
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  return Promise.race([promise, aborted]);
}
