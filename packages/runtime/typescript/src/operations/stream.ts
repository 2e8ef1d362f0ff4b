import { StreamCall } from "../calls/stream-call.js";
import type { Client } from "../client/client.js";
import { flightsOf } from "../client/client.js";
import type { SequenceOperation } from "../descriptor.js";
import { readSequence } from "../streams/read-sequence.js";
import type { StreamEvent } from "../streams/stream-event.js";
import type { StreamOptions } from "../streams/stream-options.js";
import type { CallArguments } from "./call-arguments.js";
import { paramsRecord } from "./call-arguments.js";
import { readRaw } from "./read-result.js";

/**
 * A sequence of items: server-sent events or JSON lines, opened when iterated.
 *
 * The loop throws a `ParlanceError`: `DecodeError` with the text of an event that is not JSON, `ConnectionError` when the
 * connection broke and cannot be resumed, `AbortError` for the call's signal.
 */
export function stream<Params, Item>(
  client: Client,
  operation: SequenceOperation<Params, Item>,
  ...[given, options = {}]: CallArguments<Params, StreamOptions>
): StreamCall<Item> {
  const params = paramsRecord(given);

  async function* events(closing: AbortSignal): AsyncGenerator<StreamEvent<Item>, void, undefined> {
    const flights = flightsOf(client);
    const flight = new AbortController();
    const signal = AbortSignal.any([flight.signal, closing, ...(options.signal === undefined ? [] : [options.signal])]);
    flights.add(flight);
    try {
      yield* readSequence<Item>({ client, operation, params, options, signal });
    } catch (error) {
      if (!closing.aborted) throw error;
    } finally {
      flights.delete(flight);
    }
  }

  return new StreamCall({ events, raw: () => readRaw(client, { operation, params, options }) });
}
