/** The numbers of the realtime half: `realtime` in the contract's `x-parlance-limits`, and those it shares with REST. */
export interface RealtimeLimits {
  /** The largest frame of a client, in bytes. */
  readonly frameBytes: number;
  readonly messageBytes: number;
  readonly subscriptionsPerConnection: number;
  readonly requestsInFlight: number;
  /** Connections of one project at a time, of all fronts; and lost sessions that are kept for it. */
  readonly connectionsPerProject: number;
  readonly messagesPerSecond: number;
  /** Frames of any kind that one connection may send; several times as many before they are answered are a flood. */
  readonly framesPerSecond: number;
  /** For how long a lost session can be resumed. */
  readonly resumeWindowMs: number;
  /** Until when the first frame must have come. */
  readonly helloMs: number;
  /** The server pings after so long without a frame towards the client. */
  readonly pingMs: number;
  /** How long either side waits for a sign of life after that. */
  readonly pongWaitMs: number;
  /** A connection with neither subscription nor request for so long is closed. */
  readonly idleMs: number;
  /** Bounds of what waits for a client, in bytes and in age. */
  readonly queueBytes: number;
  readonly queueMs: number;
  /** How long before its end a token is asked to be renewed: so long, or a tenth of its life if that is more. */
  readonly reauthMs: number;
  /** How long a connection outlives its token. */
  readonly expiryGraceMs: number;
  /** How long a member stays present after its connection was lost. */
  readonly presenceGraceMs: number;
  /** Bytes of JSON that a member may say of itself. */
  readonly presenceBytes: number;
  /** Members on a page of `presence_sync`. */
  readonly presencePage: number;
  /** Members of a channel without a limit of its own. */
  readonly membersPerChannel: number;
  /** Over which time clients are asked to come back when the platform goes down. */
  readonly drainSpreadMs: number;
  /** Between which waits clients spread their reconnects. */
  readonly retry: { readonly minMs: number; readonly maxMs: number };
}
