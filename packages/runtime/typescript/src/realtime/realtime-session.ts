import type {
  Command,
  ConnectionState,
  GapFrame,
  MessageFrame,
  PresenceFrame,
  PresenceSyncFrame,
  SessionEvent,
  SubscribeOptions,
  SubscriptionState,
} from "@parlance/protocol";
import { jsonCodec, Session } from "@parlance/protocol";
import { AbortError } from "../errors/abort-error.js";
import { randomId } from "../http/random-id.js";
import { ClosedError } from "./closed-error.js";
import { Driver, isFinal } from "./driver.js";
import { Listeners } from "./listeners.js";
import { messageOf } from "./message-of.js";
import { PublishGate } from "./publish-gate.js";
import type { RequestOptions } from "./publish.js";
import { RealtimeError } from "./realtime-error.js";
import type { RealtimeOptions } from "./realtime-options.js";
import type { Answer } from "./requests.js";
import { Requests } from "./requests.js";
import { socketUrl } from "./socket-url.js";
import { systemTimers } from "./timers.js";
import { TokenSource } from "./token-source.js";
import { webSocket } from "./transports/web-socket.js";

/** What one subscription is told. */
export interface SubscriptionSink {
  message(frame: MessageFrame): void;
  gap(frame: GapFrame): void;
  live(): void;
  state(state: SubscriptionState): void;
}

/** What a presence is told. */
export type PresenceSink = (event: PresenceFrame | Extract<SessionEvent, { readonly type: "presenceSync" }>) => void;

type ConnectedState = Extract<ConnectionState, { readonly status: "connected" }>;

/** What channels, presence and documents share of one client: the session, and who waits for what. */
export class RealtimeSession {
  readonly options: RealtimeOptions;
  readonly listeners = new Listeners();
  readonly timers;
  readonly gate: PublishGate;
  readonly #session: Session;
  readonly #driver: Driver;
  readonly #requests = new Requests();
  readonly #subscriptions = new Map<number, SubscriptionSink>();
  readonly #presences = new Map<string, Set<PresenceSink>>();
  #lastSubscription = 0;

  constructor(options: RealtimeOptions) {
    const { codec = jsonCodec, transport = webSocket(), clock = systemTimers } = options;
    this.options = options;
    this.timers = clock;
    this.gate = new PublishGate(options.queue);
  }
}
