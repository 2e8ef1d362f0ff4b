import type { Options } from "ky";
import { isTimeoutError } from "ky";
import type { Configuration } from "../client/configuration.js";
import type { Attempt } from "../client/hooks.js";
import { ConnectionError } from "../errors/connection-error.js";
import { ParlanceError } from "../errors/parlance-error.js";
import { ResponseError } from "../errors/response-error.js";
import { TimeoutError } from "../errors/timeout-error.js";
import { authorize } from "./authorize.js";
import { backOff } from "./back-off.js";
import type { PreparedRequest } from "./prepare-request.js";
import { readError } from "./read-error.js";
import type { Answer, Sending } from "./sending.js";

/** A wait that a server may ask for; a longer one is given to the caller as the error's `retryAfter`. Milliseconds. */
const longestWait = 60_000;

interface ExchangeInit<T> {
  readonly sending: Sending<T>;
  readonly configuration: Configuration;
  readonly request: PreparedRequest;
  readonly signal: AbortSignal;
}

interface Wait {
  readonly delay: number;
  readonly error: ParlanceError;
}

/** The attempts of one call: what is sent, what is read, and whether to try again. ky runs them. */
export class Exchange<T> {
  readonly #init: ExchangeInit<T>;
  readonly #startedAt: number;
  readonly #timeout: number | false;
  #attempt: Attempt | undefined;
  #attempts = 0;
  #renewed = false;
  #wait: Wait | undefined;
  #result: Answer<T> | undefined;

  constructor(init: ExchangeInit<T>) {
    this.#init = init;
    this.#startedAt = init.configuration.clock.now();
    this.#timeout = init.sending.options.timeout ?? init.configuration.timeout;
  }

  /** What ky is told: it gets neither headers nor body, so nothing secret can stand in its errors. */
  kyOptions(): Options {
    const { sending, configuration, request, signal } = this.#init;
    return {
      method: request.method,
      signal,
      fetch: (input) => this.#run(input instanceof Request ? input.signal : signal),
      timeout: sending.options.attemptTimeout ?? configuration.attemptTimeout ?? false,
      totalTimeout: this.#timeout,
      throwHttpErrors: false,
      retry: {
        limit: request.repeatable ? (sending.options.retries ?? configuration.retries) : 0,
        methods: [request.method],
        shouldRetry: ({ error, retryCount }) => this.#shouldRetry(error, retryCount),
        delay: () => 0,
      },
      hooks: { beforeRetry: [() => this.#beforeRetry()] },
    };
  }

  /** What the last attempt read. */
  result(): Answer<T> {
    if (this.#result === undefined) throw new ConnectionError({ message: "The call ended without an answer" });
    return this.#result;
  }

  /** One attempt. Throws a `ParlanceError`, or whatever stands for an abort. */
  async #run(signal: AbortSignal): Promise<Response> {
    try {
      const response = await this.#exchange(signal);
      const { sending, configuration } = this.#init;
      if (!response.ok && response.status !== 304) {
        throw await readError(response, { operation: sending.operation.id, now: configuration.clock.now() });
      }
      this.#result = { data: await sending.read(response, configuration), response };
      return response;
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      const error = thrown instanceof ParlanceError ? thrown : this.#connectionError(thrown);
      this.#report(error);
      throw error;
    }
  }

  /** Sends the request; once more with a new token when the server says that the old one has expired. */
  async #exchange(signal: AbortSignal): Promise<Response> {
    const { sending, configuration, request } = this.#init;
    const target = { url: request.url, headers: new Headers(request.headers) };
    const token = await untilAborted(authorize(target, sending.operation, configuration), signal);
    const attempt: Attempt = {
      operation: sending.operation.id,
      method: request.method,
      url: request.url,
      number: ++this.#attempts,
      headers: target.headers,
    };
    this.#attempt = attempt;
    for (const hooks of configuration.hooks) await hooks.onRequest?.(attempt);
    const { content } = request.body ?? {};
    const response = await configuration.fetch(target.url, {
      method: request.method,
      headers: target.headers,
      signal,
      ...(content !== undefined && { body: content }),
      ...(content instanceof ReadableStream && { duplex: "half" }),
    });
    for (const hooks of configuration.hooks) hooks.onResponse?.(attempt, response);
    return response.status === 401 && token !== undefined ? this.#renew(response, token, signal) : response;
  }

  async #renew(response: Response, token: string, signal: AbortSignal): Promise<Response> {
    const { sending, configuration, request } = this.#init;
    const { bearer } = configuration.credentials;
    if (this.#renewed || request.body?.replayable === false || bearer === undefined) return response;
    const error = await readError(response, { operation: sending.operation.id, now: configuration.clock.now() });
    if (!meansExpired(error) || !bearer.expire(token)) throw error;
    this.#renewed = true;
    this.#report(error);
    return this.#exchange(signal);
  }

  #shouldRetry(thrown: Error, retry: number): boolean {
    const error = isTimeoutError(thrown) ? new TimeoutError({ message: "The attempt took too long" }) : ParlanceError.from(thrown);
    const delay = (error instanceof ResponseError ? error.retryAfter : undefined) ?? backOff(retry);
    const elapsed = this.#init.configuration.clock.now() - this.#startedAt;
    const left = this.#timeout === false ? Number.POSITIVE_INFINITY : this.#timeout - elapsed;
    if (!error.retryable || delay > longestWait || delay >= left) return false;
    this.#wait = { delay, error };
    return true;
  }

  async #beforeRetry(): Promise<void> {
    const { configuration, signal } = this.#init;
    if (this.#wait === undefined) return;
    const attempt = this.#attempt;
    if (attempt !== undefined) for (const hooks of configuration.hooks) hooks.onRetry?.(attempt, this.#wait);
    await configuration.clock.sleep(this.#wait.delay, signal);
  }

  #report(error: ParlanceError): void {
    const attempt = this.#attempt;
    if (attempt !== undefined) for (const hooks of this.#init.configuration.hooks) hooks.onError?.(attempt, error);
  }

  #connectionError(cause: unknown): ConnectionError {
    const { operation } = this.#init.sending;
    const origin = new URL(this.#init.request.url).origin;
    return new ConnectionError({ operation: operation.id, message: `${operation.id} got no complete answer from ${origin}`, cause });
  }
}

/** Servers without codes mean expiry by 401; those with codes say so. */
function meansExpired(error: ResponseError): boolean {
  return error.code === "token_expired" || error.code === "status_401";
}

/** Waits for a promise that others share and that an abort must therefore not end. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
