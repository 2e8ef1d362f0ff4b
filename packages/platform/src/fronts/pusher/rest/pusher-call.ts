import type { Json, JsonObject } from "../../../json/json.js";
import type { ConnectionRegistry } from "../../../realtime/connection-registry.js";
import type { PusherApplication } from "../application.js";
import type { EventCache } from "../event-cache.js";
import type { PusherLog } from "../pusher-log.js";

/** What calls are carried out with. */
export interface PusherServices {
  readonly connections: ConnectionRegistry;
  readonly cache: EventCache;
  readonly log: PusherLog;
}

/** One call, whose signature is checked. */
export interface PusherCall extends PusherServices {
  readonly application: PusherApplication;
  /** From the path. */
  readonly params: Readonly<Record<string, string>>;
  /** Parameters of the query and, before them, members of the body. */
  readonly input: Readonly<Record<string, Json>>;
}

/** Carries out a call. Throws a `Refusal`. */
export type PusherHandler = (call: PusherCall) => Promise<JsonObject>;
