import { PlatformWebSocket } from "#websocket";
import { type OpenSocket, openSocket, type OpenSocketEvents } from "../realtime/transports/open-socket.js";
import type { WebSocketConstructor } from "../realtime/transports/web-socket.js";

/** What only the socket of Node can do, which is `ws`. */
interface Pinging {
  ping(): void;
  on(event: "pong", listener: () => void): void;
}

type HostConstructor = new (
  url: string,
  protocols: string[],
  headers: Readonly<Record<string, string>>,
) => InstanceType<WebSocketConstructor> & Partial<Pinging>;

/** A socket that may be able to ping. */
export interface HostSocket extends OpenSocket {
  ping(): void;
}

/** Whether the host sends headers of ours when it opens a socket, and pings on it. */
export function isCapable(): boolean {
  return "ping" in (PlatformWebSocket as { readonly prototype: object } & typeof PlatformWebSocket).prototype;
}

/** Opens a socket of the host's. `pong` comes only where it can ping. */
export function openHostSocket(
  request: {
    readonly url: string;
    readonly protocols: readonly string[];
    readonly headers: Readonly<Record<string, string>>;
  },
  events: OpenSocketEvents & { pong(): void },
): HostSocket {
  const Socket = PlatformWebSocket as unknown as HostConstructor;
  let made: InstanceType<HostConstructor> | undefined;
  const socket = openSocket(() => {
    made = new Socket(request.url.replace(/^http/i, "ws"), [...request.protocols], request.headers);
    made.on?.("pong", () => events.pong());
    return made;
  }, events);
  return {
    send: (data) => socket.send(data),
    close: (code, reason) => socket.close(code, reason),
    ping: () => made?.ping?.(),
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
  };
}
