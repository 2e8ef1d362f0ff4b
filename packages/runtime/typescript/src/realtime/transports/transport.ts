import type { ClientFrame, ServerFrame, Why } from "@parlance/protocol";
import type { Codec } from "../codec.js";
import type { Timers } from "../timers.js";

/**
 * Carries frames between a session and its server; made by `webSocket()` or `sse(…)`. One object serves all the connections of
 * a client, one after the other.
 */
export interface Transport {
  /**
   * Begins to open a connection and returns at once. It throws nothing: what goes wrong is told to `events.closed`, and never
   * before `open` has returned.
   */
  open(request: TransportRequest, events: TransportEvents): TransportConnection;
}

/** What a transport needs to know of one connection. */
export interface TransportRequest {
  /** The address from `RealtimeOptions.url`, or the one that the server sent the client to. It holds no secret. */
  readonly url: string;
  /** Turns frames into what is sent and back; its sub-protocol is offered to the server. */
  readonly codec: Codec;
  /** The largest message that the server takes now, in bytes. One frame alone may be larger: the server refuses it. */
  readonly frameBytes: () => number;
  /** For whatever a transport waits for: tests bring a clock of their own. */
  readonly timers: Timers;
}

/** Where a transport reports. None of them throws. */
export interface TransportEvents {
  /** Frames can be sent. Once, before any `frames`. */
  opened(): void;
  /** Frames arrived, together. */
  frames(frames: readonly ServerFrame[]): void;
  /** What arrived is no frame; the message says why, without its content. */
  malformed(message: string): void;
  /**
   * The connection is over or did not come about; nothing is reported after it. `code` is a WebSocket close code, 1006 if there is
   * none. `why`, where the transport knows more than that: an error decides what follows, and unless it is `retryable` the client
   * fails with it; a `cause` alone, such as what the network said, is kept in the error that the code means.
   */
  closed(code: number, reason: string, why?: Why): void;
}

/** One connection. */
export interface TransportConnection {
  /** Sends frames in this order, in as few messages as the transport can. Called only after `opened` and before `close`; throws nothing. */
  send(frames: readonly ClientFrame[]): void;
  /** Closes at once: nothing is awaited, and nothing is reported afterwards, not even `closed`. May come at any time, also twice. */
  close(code: number, reason: string): void;
  /** Bytes that were handed over by `send` and have not left yet. 0 where that cannot be told. */
  readonly bufferedAmount: number;
}
