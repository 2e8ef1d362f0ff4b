/** One protocol frame as it is on the wire. */
export type WireFrame = Readonly<Record<string, unknown>>;

/** Which way something travels. */
export type Direction = "toClient" | "toServer";

/** What a rule waits for. Left out members match anything. */
export interface Match {
  readonly direction?: Direction;
  /** The frame's `type`. On a connection that is no WebSocket nothing has a type. */
  readonly type?: string;
  readonly channel?: string;
  /** Members of the frame that must be equal. */
  readonly frame?: WireFrame;
  /** The nth match of this rule, from 1. Default: each. */
  readonly nth?: number;
  /** The nth connection to the proxy, from 1. Default: any. */
  readonly connection?: number;
  /** On a connection that is no WebSocket: text that the bytes contain. */
  readonly contains?: string;
}

/**
 * What happens in place of passing the frame on, in this order. A frame that no action passes is lost, so `["pass", "cut"]` cuts
 * behind it and `["cut"]` before.
 */
export type Action =
  /** Passes it on unchanged; twice in a list duplicates it. */
  | "pass"
  /** Does nothing: alone it loses the frame. */
  | "suppress"
  /** Ends the connection in order (FIN), without a close frame. */
  | "cut"
  /** Breaks it off (RST). */
  | "reset"
  /** Holds this direction back until `release`; the sender feels it. */
  | "stall"
  /** From here on what travels in these directions vanishes, while the connection stays open. */
  | { readonly halfOpen: Direction | "both" }
  /** Waits so many milliseconds; what comes behind waits too. */
  | { readonly delay: number }
  /** Passes on only so many bytes of it. */
  | { readonly truncate: number }
  /** Passes it on in several TCP writes: the bytes up to this place and the rest; `each`: byte by byte. */
  | { readonly split: number | "each" }
  /** Inverts one byte of the payload, counted from 0. */
  | { readonly corrupt: number }
  /** Sends a close frame with this code to the client, and ends both sides; the server hears nothing if `halfOpen` swallows it. */
  | { readonly close: number; readonly reason?: string }
  /** Sends this frame back to where the matched one came from; it gets the matched one's `id`. */
  | { readonly answer: WireFrame }
  /** Passes on the frame with these members in place of its own. */
  | { readonly replace: WireFrame }
  /** Puts this frame (or text that is none) in at this place. */
  | { readonly inject: WireFrame | string }
  /** From here on this direction passes at most so many bytes a second. */
  | { readonly slow: number };

/** What the proxy does to some of what passes. */
export interface Rule {
  /** Told by `FaultProxy.fired`. */
  readonly name?: string;
  readonly match: Match;
  readonly actions: readonly Action[];
}
