import { configurationOf } from "../client/client.js";
import { ConnectionError } from "../errors/connection-error.js";
import { DecodeError } from "../errors/decode-error.js";
import { ParlanceError } from "../errors/parlance-error.js";
import { explainAbort } from "../http/explain-abort.js";
import { validateBody } from "../http/validate-body.js";
import { openConnection } from "./open-connection.js";
import { parseItem } from "./parse-item.js";
import { readEvents } from "./read-events.js";
import { readLines } from "./read-lines.js";
import type { Sequence } from "./sequence.js";
import type { StreamEvent } from "./stream-event.js";

/** Where a stream stands; kept over reconnections. */
export interface Position {
  lastEventId: string | undefined;
  /** Wait before opening again that the server named, in milliseconds. */
  retry: number | undefined;
  /** Connections in a row that ended without an event. */
  fruitless: number;
}

/** Sent by several platforms as the last event of a finished stream; no contract's schema has it. */
const endMark = "[DONE]";

/** Reads one connection to its end; "finished" when the server said that there is no more. Leaving it closes it. */
export async function* readConnection<Item>(
  sequence: Sequence,
  position: Position,
): AsyncGenerator<StreamEvent<Item>, "ended" | "finished", undefined> {
  const connection = new AbortController();
  const signal = AbortSignal.any([sequence.signal, connection.signal]);
  try {
    const response = await openConnection(sequence, { signal, lastEventId: position.lastEventId });
    if (response.body === null || response.status === 204) return "finished";
    for await (const message of messagesOf(sequence, position, response.body)) {
      position.fruitless = 0;
      if (message.data === endMark) return "finished";
      const event = itemOf<Item>(sequence, response, message);
      if (event !== undefined) yield event;
    }
    return "ended";
  } catch (error) {
    throw explain(sequence, error);
  } finally {
    connection.abort();
  }
}

interface Message {
  readonly data: string;
  readonly event?: string | undefined;
  readonly id?: string | undefined;
}

async function* messagesOf(
  { operation }: Sequence,
  position: Position,
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<Message> {
  if (operation.sequence === "jsonl") {
    for await (const data of readLines(body)) yield { data };
    return;
  }
  yield* readEvents(body, {
    onId: (id) => (position.lastEventId = id === "" ? undefined : id),
    onRetry: (milliseconds) => (position.retry = milliseconds),
  });
}

function itemOf<Item>(
  { client, operation, options }: Sequence,
  response: Response,
  message: Message,
): StreamEvent<Item> | undefined {
  try {
    const value = parseItem(operation, message.data);
    validateBody(configurationOf(client), { operation, options, status: response.status, value });
    // The contract's word for the type; a validator turns it into a check.
    return { data: value as Item, type: message.event, id: message.id };
  } catch (error) {
    if (!(error instanceof DecodeError) || options.onMalformed === undefined) throw error;
    options.onMalformed(error);
    return undefined;
  }
}

/** A body that stops is the caller's doing or the connection's. */
function explain({ operation, signal }: Sequence, error: unknown): ParlanceError {
  if (signal.aborted) return explainAbort(signal, operation.id);
  if (error instanceof ParlanceError) return error;
  return new ConnectionError({
    operation: operation.id,
    message: `The stream of ${operation.id} broke off`,
    cause: error,
  });
}
