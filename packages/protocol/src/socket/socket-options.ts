import type { RetryHint } from "../frames/frames.gen.js";
import type { HeartbeatRule } from "./socket-descriptor.js";

/** What a socket machine is set up with, beside its descriptor. */
export interface SocketMachineOptions {
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** Bounds of the back-off. Default: 400 ms and 20 s. */
  readonly retry?: RetryHint;
  /** What waits at most. Default: 1,000 messages and 1 MiB. */
  readonly queue?: { readonly messages?: number; readonly bytes?: number } | undefined;
  /** In place of the descriptor's; false: none. */
  readonly heartbeat?: HeartbeatRule | false | undefined;
  /** Whether the host can send pings of the WebSocket protocol. */
  readonly canPing: boolean;
}
