// The waits of peers, asked of their own code.
import { Socket } from "phoenix";
import { Manager } from "socket.io-client";

interface BackOff {
  duration(): number;
}

/** When a Phoenix client tries a server that is back, in milliseconds after it came back. */
export function phoenixArrival(outageMs: number): number {
  const socket = new Socket("ws://127.0.0.1", { transport: Object });
  return arrival(outageMs, Reflect.get(socket, "reconnectAfterMs") as (attempt: number) => number);
}

/** The same of a Socket.IO client. */
export function socketIoArrival(outageMs: number): number {
  const manager = new Manager("ws://127.0.0.1", { autoConnect: false });
  const backoff = Reflect.get(manager, "backoff") as BackOff;
  return arrival(outageMs, () => backoff.duration());
}

/** Attempts are refused at once until the server is back. */
function arrival(outageMs: number, wait: (attempt: number) => number): number {
  let at = 0;
  for (let attempt = 1; at === 0 || at < outageMs; attempt++) at += wait(attempt);
  return at - outageMs;
}
