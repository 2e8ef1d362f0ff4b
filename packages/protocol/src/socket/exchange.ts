import { valueAt, withValueAt } from "./pointer.js";
import type { SocketCommand } from "./socket-command.js";
import type { SocketDescriptor, SocketMessage } from "./socket-descriptor.js";

/** What settles a message that was sent: nothing more, the answer to it, or the server's acknowledgement. */
type Settling =
  | { readonly by: "sending" }
  | { readonly by: "reply"; readonly answers: ReadonlyMap<string, string | undefined>; readonly id: unknown }
  | { readonly by: "acknowledgement"; readonly answer: string; readonly of: string; readonly id: unknown };

/** A message of the application's on its way. */
export interface Exchange {
  readonly id: number;
  readonly message: SocketMessage;
  readonly bytes: number;
  readonly settling: Settling;
  readonly deadline: number;
  readonly restoring: boolean;
  sent: boolean;
}

/** Makes an exchange of a command. An id that the document wants and the application left out is `number`. */
export function exchangeOf(
  { id, message: given, bytes, reply, restoring, timeoutMs }: Extract<SocketCommand, { readonly type: "send" }>,
  { sends, acknowledgement }: SocketDescriptor,
  { now, number }: { readonly now: number; readonly number: number },
): Exchange {
  const { replies = [], correlation } = sends[given.name] ?? {};
  const rule = acknowledgement?.send?.messages.includes(given.name) ? acknowledgement.send : undefined;
  const common = { id, bytes, restoring, sent: false, deadline: timeoutMs === null ? Infinity : now + timeoutMs };
  if (reply) {
    const message = correlation ? withId(given, correlation.pointer, correlation.type, number) : given;
    const answers = new Map(replies.map((name) => [name, correlation?.answers[name]]));
    const by = correlation && valueAt(message.payload, correlation.pointer);
    return { ...common, message, settling: { by: "reply", answers, id: by } };
  }
  if (rule === undefined) return { ...common, message: given, settling: { by: "sending" } };
  const message = withId(given, rule.id, rule.type, number);
  const { answer, of } = rule;
  return { ...common, message, settling: { by: "acknowledgement", answer, of, id: valueAt(message.payload, rule.id) } };
}

/** Whether the message that came settles the exchange. */
export function settles({ name, payload }: SocketMessage, { settling }: Exchange): boolean {
  if (settling.by === "sending") return false;
  if (settling.by === "acknowledgement")
    return name === settling.answer && valueAt(payload, settling.of) === settling.id;
  if (!settling.answers.has(name)) return false;
  const pointer = settling.answers.get(name);
  return pointer === undefined || valueAt(payload, pointer) === settling.id;
}

/** Whether the answer of one could be taken for that of the other: then one waits for the other. */
export function conflict(one: Exchange, other: Exchange): boolean {
  if (one.settling.by !== "reply" || other.settling.by !== "reply") return false;
  const { answers } = other.settling;
  return [...one.settling.answers].some(([name, pointer]) => pointer === undefined && answers.has(name));
}

function withId(message: SocketMessage, pointer: string, type: "integer" | "string", number: number): SocketMessage {
  if (valueAt(message.payload, pointer) !== undefined) return message;
  return { ...message, payload: withValueAt(message.payload, pointer, type === "integer" ? number : String(number)) };
}
