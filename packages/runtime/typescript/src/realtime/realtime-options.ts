import type { ClientInfo } from "@parlance/protocol";
import type { Validator } from "../client/validator.js";
import type { TokenCallback } from "../credentials/token-callback.js";
import type { Authorizer } from "./authorizer.js";
import type { Codec } from "./codec.js";
import type { MakeGate } from "./publish-gate.js";
import type { Timers } from "./timers.js";
import type { Transport } from "./transports/transport.js";

/** How a realtime client is set up. */
export interface RealtimeOptions {
  /** The address of the socket, path included: `wss:`, `ws:`, `https:` or `http:`. Never put a token in it. */
  readonly url: string | URL;
  /**
   * A token, or a callback that gets one: asked before the first connection, before the token runs out (by 30 s or a tenth of its
   * life if that is more, but not before half of it), and when the server refuses it. A callback that throws an error whose `retryable` is false, or an `UnauthorizedError`, ends the client
   * (`failed`); after any other failure it is asked again. A token that is refused and all there is ends the client too.
   */
  readonly token?: string | TokenCallback;
  /** For private and presence channels: `callbackAuthorization(…)`. */
  readonly authorize?: Authorizer;
  /** Default: `webSocket()`. */
  readonly transport?: Transport;
  /** Default: JSON. `cborCodec` of `@parlance/runtime/realtime/cbor` for smaller frames. */
  readonly codec?: () => Codec;
  /** What waits while there is no connection or it is busy. */
  readonly queue?: QueueOptions;
  /** How a connection is tried for again. */
  readonly backoff?: BackoffOptions;
  /** Milliseconds that a request or publish may take, reconnects included. Default: 30,000. `false` = no limit. */
  readonly timeoutMs?: number | false;
  /** Checks messages against the contract: `validator(…)` of `@parlance/runtime/validation`. Default: off. */
  readonly validation?: Validator;
  /** The program, for the server's log. Default: this runtime. */
  readonly client?: ClientInfo;
  /** Default: the machine's clock. */
  readonly clock?: Timers;
}

/** When a connection is tried for again, and how often. */
export interface BackoffOptions {
  /** The least that later retries are spread from, in milliseconds, until the server says its own. Default: 400. */
  readonly minMs?: number;
  /** The longest wait, in milliseconds, until the server says its own. Default: 20,000. */
  readonly maxMs?: number;
  /**
   * After so many attempts in a row that came to nothing the client gives up: its state is `failed`, with the code
   * `attempts_exhausted` and the last failure as the cause. A connection that came about begins the count anew. Default: it
   * never gives up.
   */
  readonly attempts?: number;
}

/** The bounds of what waits to be sent, and what happens beyond them. */
export interface QueueOptions {
  /** Default: 1,000. */
  readonly messages?: number;
  /** Default: 1 MiB. */
  readonly bytes?: number;
  /**
   * `"reject"` (default): the new one fails with `queue_full`. `"drop-oldest"`: the publish that waited longest fails with it.
   * `block`, an import of its own: `publish` waits until there is room, in order. Its `timeoutMs` begins when it is let in; until
   * then only its `signal` ends the wait.
   */
  readonly policy?: "reject" | "drop-oldest" | MakeGate;
}
