import type { OutgoingFrame } from "./outgoing-frame.js";

/** The way of a connection to its client, as a front gives it. When it breaks, the front calls `Connection.closed`. */
export interface Link {
  /** Which front it belongs to. */
  readonly transport: "websocket" | "sse" | "pusher";
  /** Bytes handed over that the network has not taken yet. */
  readonly bufferedBytes: number;
  /** Bytes handed over altogether. */
  readonly sentBytes: number;
  /** Hands over a frame, in order. Must not throw, also when the link is closed. */
  send(frame: OutgoingFrame): void;
  /** Breaks off without a word, for a simulation; left out = it is closed. Must not throw. */
  cut?(): void;
  /** Sends what was handed over, then closes with a code of errors.yaml. Must not throw. */
  close(code: number, reason: string): void;
}
