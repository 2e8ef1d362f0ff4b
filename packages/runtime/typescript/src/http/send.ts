import ky, { isTimeoutError } from "ky";
import type { Client } from "../client/client.js";
import { configurationOf, flightsOf } from "../client/client.js";
import type { Configuration } from "../client/configuration.js";
import { checkNumbers } from "../client/configuration.js";
import type { Attempt } from "../client/hooks.js";
import { ParlanceError } from "../errors/parlance-error.js";
import { makeAttempt } from "./attempt.js";
import { explainAbort } from "./explain-abort.js";
import type { PreparedRequest } from "./prepare-request.js";
import { prepareRequest } from "./prepare-request.js";
import { retryWait } from "./retry-wait.js";
import type { Answer, Sending } from "./sending.js";
import { validateBody } from "./validate-body.js";

/**
 * Makes a call. Rejects with a `ParlanceError` only.
 *
 * What `read` leaves unread of the body stays abortable by `options.signal`, no longer by `Client.close()`.
 */
export async function send<T>(client: Client, sending: Sending<T>): Promise<Answer<T>> {
  const { operation, options } = sending;
  const flight = new AbortController();
  const signal = options.signal === undefined ? flight.signal : AbortSignal.any([options.signal, flight.signal]);
  const configuration = configurationOf(client);
  const flights = flightsOf(client);
  flights.add(flight);
  try {
    signal.throwIfAborted();
    checkNumbers(options);
    validateBody(configuration, { operation, options, value: sending.params["body"] });
    const request = prepareRequest(operation, sending.params, { configuration, options, url: sending.url });
    return await repeat(sending, { configuration, request, signal });
  } catch (error) {
    throw signal.aborted || isTimeoutError(error) ? explainAbort(signal, operation.id) : ParlanceError.from(error);
  } finally {
    flights.delete(flight);
  }
}

interface Repetition {
  readonly configuration: Configuration;
  readonly request: PreparedRequest;
  readonly signal: AbortSignal;
}

/**
 * ky times the attempts and repeats them; each is ours. It gets neither headers nor body, so nothing secret can stand in its
 * errors and the body need not be cloned.
 */
async function repeat<T>(sending: Sending<T>, { configuration, request, signal }: Repetition): Promise<Answer<T>> {
  const { clock, hooks } = configuration;
  const { options, operation } = sending;
  const { timeout = configuration.timeout, attemptTimeout = configuration.attemptTimeout } = options;
  const deadline = timeout === false ? Infinity : clock.now() + timeout;
  let answer: Answer<T> | undefined;
  let attempt: Attempt | undefined;
  let number = 0;
  let retry: { readonly delay: number; readonly error: ParlanceError } | undefined;
  await ky(request.url, {
    method: request.method,
    signal,
    fetch: async (input) => {
      const own = input instanceof Request ? input.signal : signal;
      const onStart = (started: Attempt): void => void (attempt = started);
      answer = await makeAttempt({
        sending,
        configuration,
        request,
        number: ++number,
        signal: own,
        onStart,
        explainAbort: () => explainAbort(signal, operation.id),
      });
      return answer.response;
    },
    timeout: attemptTimeout ?? false,
    totalTimeout: timeout,
    throwHttpErrors: false,
    retry: {
      limit: request.repeatable ? (options.retries ?? configuration.retries) : 0,
      methods: [request.method],
      delay: () => 0,
      shouldRetry({ error: thrown, retryCount }) {
        const error = isTimeoutError(thrown) ? explainAbort(signal, operation.id) : ParlanceError.from(thrown);
        const delay = retryWait(error, retryCount, deadline - clock.now());
        if (delay !== undefined) retry = { delay, error };
        return delay !== undefined;
      },
    },
    hooks: {
      beforeRetry: [
        async () => {
          if (retry === undefined) return;
          for (const { onRetry } of hooks) if (attempt !== undefined) onRetry?.(attempt, retry);
          await clock.sleep(retry.delay, signal);
        },
      ],
    },
  });
  return answer as Answer<T>;
}
