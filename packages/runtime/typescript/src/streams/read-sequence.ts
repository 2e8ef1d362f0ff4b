import { configurationOf } from "../client/client.js";
import { ConnectionError } from "../errors/connection-error.js";
import { explainAbort } from "../http/explain-abort.js";
import { backOff } from "../http/retry-wait.js";
import type { Position } from "./read-connection.js";
import { readConnection } from "./read-connection.js";
import type { Sequence } from "./sequence.js";
import type { StreamEvent } from "./stream-event.js";

/** Connections in a row without an event after which a stream is given up. */
const mostFruitless = 10;

/** Reads a stream, opening it again as `StreamOptions.reconnect` says. */
export async function* readSequence<Item>(sequence: Sequence): AsyncGenerator<StreamEvent<Item>, void, undefined> {
  const position: Position = { lastEventId: undefined, retry: undefined, fruitless: 0 };
  for (;;) {
    try {
      const end = yield* readConnection<Item>(sequence, position);
      if (end === "finished" || !goesOn(sequence, position, "ended")) return;
    } catch (error) {
      if (!(error instanceof ConnectionError) || !goesOn(sequence, position, "broken")) throw error;
    }
    await pause(sequence, position);
  }
}

function goesOn({ operation, options }: Sequence, position: Position, how: "ended" | "broken"): boolean {
  const { reconnect = "resume" } = options;
  if (operation.sequence !== "sse" || operation.method !== "GET" || reconnect === "never") return false;
  if (++position.fruitless > mostFruitless) return false;
  return (
    reconnect === "always" || (how === "broken" ? position.lastEventId !== undefined : position.retry !== undefined)
  );
}

async function pause({ client, operation, signal }: Sequence, position: Position): Promise<void> {
  try {
    await configurationOf(client).clock.sleep((position.retry ?? 0) + backOff(position.fruitless), signal);
  } catch {
    throw explainAbort(signal, operation.id);
  }
}
