import { problem } from "../problem/platform-error.js";
import { type Awaitable, isPromise } from "./awaitable.js";
import type { Connection } from "./connection.js";

/**
 * Carries out what a connection wants with a channel behind what it wanted with it before, however long that takes: who enters and
 * leaves in one breath is gone. Nothing waits while nothing is under way.
 */
export function inTurn<Value>(
  connection: Pick<Connection, "turns" | "isOpen">,
  channel: string,
  work: () => Awaitable<Value>,
): Awaitable<Value> {
  const before = connection.turns?.get(channel);
  const late = (): Awaitable<Value> => {
    if (!connection.isOpen) throw problem("unavailable", "The connection ended.");
    return work();
  };
  const value = before === undefined ? work() : before.then(late);
  if (!isPromise(value)) return value;
  const turns = (connection.turns ??= new Map<string, PromiseLike<void>>());
  const end = (): void => {
    if (turns.get(channel) === turn) turns.delete(channel);
    if (turns.size === 0 && connection.turns === turns) connection.turns = undefined;
  };
  const turn: PromiseLike<void> = value.then(end, end);
  turns.set(channel, turn);
  return value;
}
