import type { Channel, Contract, Message } from "@parlance/contract";
import { payloadKey } from "../name-types.js";
import type { NamedSocketMessage, SocketRequest } from "./named-socket.js";

/** What goes which way over a socket. */
export interface SocketMessages {
  readonly receives: readonly NamedSocketMessage[];
  readonly sends: readonly NamedSocketMessage[];
  readonly requests: readonly SocketRequest[];
}

/**
 * Sorts the messages of a socket's channels. A client sends what its operations send, the answers to what it receives, and what
 * no operation speaks of. Anything may come.
 */
export function socketMessages(channels: readonly Channel[], contract: Contract): SocketMessages {
  const operations = channels.flatMap((each) => each.operations);
  const sending = operations.filter(({ action }) => action === "send");
  const receiving = operations.filter(({ action }) => action === "receive");
  const replies = sending.flatMap(({ reply }) => reply?.messages ?? []);
  const told = new Set([
    ...operations.flatMap(({ messages }) => messages),
    ...operations.flatMap(({ reply }) => reply?.messages ?? []),
  ]);
  const untold = channels.flatMap(({ messages }) => messages).filter((each) => !told.has(each));
  const sends = [
    ...sending.flatMap(({ messages }) => messages),
    ...receiving.flatMap(({ reply }) => reply?.messages ?? []),
    ...untold,
  ];
  const receives = [...channels.flatMap(({ messages }) => messages), ...replies];
  const requests = Map.groupBy(
    sending.flatMap(({ messages, reply }) =>
      messages.flatMap((message) => (reply === undefined || reply.messages.length === 0 ? [] : [{ message, reply }])),
    ),
    ({ message }) => message,
  );
  return {
    receives: named(receives, contract),
    sends: named(sends, contract),
    requests: [...requests].map(([message, group]) => ({
      message,
      replies: [...new Set(group.flatMap(({ reply }) => reply.messages))],
    })),
  };
}

function named(names: readonly string[], { messages }: Contract): readonly NamedSocketMessage[] {
  const wanted = new Set(names);
  return messages
    .filter(({ name }) => wanted.has(name))
    .map((message) => ({ name: message.name, message, type: typeKey(message) }));
}

function typeKey(message: Message): string | undefined {
  if (message.payload === undefined || message.payload.kind === "any") {
    return undefined;
  }
  return message.payload.kind === "ref" ? message.payload.name : payloadKey(message);
}
