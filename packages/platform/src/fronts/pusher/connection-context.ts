import type { Clock } from "../../clock.js";
import type { ConnectionRegistry } from "../../realtime/connection-registry.js";
import type { PusherApplication } from "./application.js";
import type { ChannelFeeds } from "./channel-feeds.js";
import type { EventCache } from "./event-cache.js";
import type { PusherLog } from "./pusher-log.js";
import type { Watchlists } from "./watchlists.js";
import type { Webhooks } from "./webhooks/webhooks.js";

/** What all connections of the front share. */
export interface ConnectionContext {
  readonly clock: Clock;
  readonly connections: ConnectionRegistry;
  readonly feeds: ChannelFeeds;
  readonly cache: EventCache;
  readonly log: PusherLog;
  readonly watchlists: Watchlists;
  readonly webhooks: Pick<Webhooks, "tell">;
  /** The application as it is now. */
  readonly application: (key: string) => Promise<PusherApplication | undefined>;
  /** Told of defects of the platform's own, which clients are not. */
  readonly failed: (error: unknown) => void;
}

/** The way to one client. */
export interface PusherSocket {
  /** Bytes handed over that the network has not taken yet. */
  readonly bufferedBytes: number;
  /** Must not throw, also when it is closed. */
  send(text: string): void;
  /** Closes after what was sent. Must not throw. */
  close(code: number, reason: string): void;
}
