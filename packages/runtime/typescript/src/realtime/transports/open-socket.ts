import type { Why } from "@parlance/protocol";
import type { WebSocketConstructor } from "./web-socket.js";

/** What is told of one socket. Nothing comes after `closed`, nor after the socket was closed from here. */
export interface OpenSocketEvents {
  opened(): void;
  message(data: string | ArrayBuffer): void;
  closed(code: number, reason: string, why?: Why): void;
}

/** One socket, whatever the platform. */
export interface OpenSocket {
  send(data: string | Uint8Array<ArrayBuffer>): void;
  /** Closes at once; nobody waits for it. */
  close(code: number, reason: string): void;
  readonly bufferedAmount: number;
}

/** Makes a socket and listens to it. What `make` throws is told to `closed`, later. */
export function openSocket(make: () => InstanceType<WebSocketConstructor>, events: OpenSocketEvents): OpenSocket {
  try {
    return listenTo(make(), events);
  } catch (error) {
    queueMicrotask(() => events.closed(1006, String(error), { cause: error }));
    return neverOpened;
  }
}

function listenTo(socket: InstanceType<WebSocketConstructor>, events: OpenSocketEvents): OpenSocket {
  let failure: Failure = {};
  let live = true;
  const listen = <Type extends keyof WebSocketEventMap>(
    type: Type,
    listener: (event: WebSocketEventMap[Type]) => void,
  ): void =>
    socket.addEventListener(type, (event) => {
      if (live) listener(event);
    });
  socket.binaryType = "arraybuffer";
  listen("open", () => events.opened());
  listen("message", ({ data }) => events.message(data));
  // Only some platforms say what went wrong; a close follows on all.
  listen("error", (event) => void (failure = event as Event & Failure));
  listen("close", ({ code, reason }) => {
    const { error, message = "" } = failure;
    events.closed(code, reason || message, socket.refusal ?? { cause: error ?? (message || undefined) });
  });
  return {
    send: (data) => socket.send(data),
    close(code, reason) {
      live = false;
      // Pages may send no other codes of their own.
      if (code === 1000 || code >= 3000) socket.close(code, reason);
      else socket.close();
    },
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
  };
}

/** What a platform may say of an error: in the event of the standard there is nothing. */
interface Failure {
  readonly error?: unknown;
  readonly message?: string;
}

const neverOpened: OpenSocket = { send: () => undefined, close: () => undefined, bufferedAmount: 0 };
