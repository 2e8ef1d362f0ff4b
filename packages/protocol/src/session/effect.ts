import type { ClientFrame } from "../frames/frames.gen.js";
import type { SessionEvent } from "./session-event.js";

/**
 * What the driver does for the session, in this order. The session has no socket, timer or clock of its own: it asks.
 * `transport` numbers the transports of a session from 1; what concerns an older one is dropped.
 */
export type Effect =
  /** Open a transport and report `opened`, or `closed` if that fails. There is never more than one. */
  | { readonly type: "open"; readonly transport: number; readonly url: string | undefined }
  /** Send a frame. Frames of one batch of effects may travel together. */
  | { readonly type: "send"; readonly transport: number; readonly frame: ClientFrame }
  /** Close the transport and forget it: nothing of it is reported any more, and nobody waits for it. */
  | { readonly type: "close"; readonly transport: number; readonly code: number; readonly reason: string }
  /** Get a token and report `token` or `tokenFailed`. `fresh`: the last one was refused or runs out, no cached one will do. */
  | { readonly type: "fetchToken"; readonly fresh: boolean }
  /** Call `tick` at this time (milliseconds, the same clock as `now`), in place of any time asked for before; null: not at all. */
  | { readonly type: "wake"; readonly at: number | null }
  /** Tell the application. */
  | { readonly type: "emit"; readonly event: SessionEvent };
