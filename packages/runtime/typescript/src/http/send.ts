import ky, { isTimeoutError } from "ky";
import type { Client } from "../client/client.js";
import { configurationOf, flightsOf } from "../client/client.js";
import { checkNumbers } from "../client/configuration.js";
import type { Operation } from "../descriptor.js";
import { ParlanceError } from "../errors/parlance-error.js";
import { TimeoutError } from "../errors/timeout-error.js";
import { Exchange } from "./exchange.js";
import { explainAbort } from "./explain-abort.js";
import { prepareRequest } from "./prepare-request.js";
import type { Answer, Sending } from "./sending.js";
import { validateBody } from "./validate-body.js";

/**
 * Makes a call: ky times it, waits and repeats; each attempt is an `Exchange`. Rejects with a `ParlanceError` only.
 *
 * What `read` leaves unread of the body stays abortable by `options.signal`, no longer by `Client.close()`.
 */
export async function send<T>(client: Client, sending: Sending<T>): Promise<Answer<T>> {
  const { operation, options } = sending;
  const configuration = configurationOf(client);
  const flights = flightsOf(client);
  const flight = new AbortController();
  const signal = options.signal === undefined ? flight.signal : AbortSignal.any([options.signal, flight.signal]);
  flights.add(flight);
  try {
    checkNumbers(options);
    signal.throwIfAborted();
    validateBody(configuration, { operation, options, value: sending.params["body"] });
    const request = prepareRequest(operation, sending.params, { configuration, options, url: sending.url });
    const exchange = new Exchange({ sending, configuration, request, signal });
    await ky(request.url, exchange.kyOptions());
    return exchange.result();
  } catch (error) {
    throw explain(error, operation, signal);
  } finally {
    flights.delete(flight);
  }
}

/** Names what ended a call: the caller's signal, the clock, or what the attempt said. */
function explain(error: unknown, operation: Operation, signal: AbortSignal): ParlanceError {
  if (signal.aborted) return explainAbort(signal.reason, operation.id);
  if (isTimeoutError(error)) {
    return new TimeoutError({ operation: operation.id, message: `${operation.id} took longer than its timeout allows` });
  }
  return ParlanceError.from(error);
}
