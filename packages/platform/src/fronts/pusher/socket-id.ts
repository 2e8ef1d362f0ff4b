import { randomInt } from "node:crypto";

/** Decimal places of each half, enough that nobody guesses the ids of others: 2^48 twice. */
const most = 2 ** 48 - 1;

/** A new socket id: two numbers with a point between, as Pusher's libraries demand. */
export function newSocketId(): string {
  return `${randomInt(1, most)}.${randomInt(1, most)}`;
}

/** Whether a text has the form of a socket id. */
export function isSocketId(text: string): boolean {
  return /^\d{1,15}\.\d{1,15}$/u.test(text);
}

/** The id of the connection under which the rest of the platform knows a socket. */
export function connectionIdOf(socketId: string): string {
  return `conn_${socketId.replace(".", "x").padStart(8, "0")}`;
}
