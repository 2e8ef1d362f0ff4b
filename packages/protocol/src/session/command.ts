import type { HistoryFrame, PresenceRequest, PublishFrame, Subscription } from "../frames/frames.gen.js";

/** How a subscription is asked for, beside its channel: the members of the frame. */
export type SubscribeOptions = Omit<Subscription, "id" | "channel" | "subscription">;

/** What a publish carries. Without `publishId` the session gives it one. */
export type PublishOptions = Omit<PublishFrame, "type" | "id" | "channel" | "publishId"> & {
  readonly publishId?: string;
};

/**
 * What the application wants. `request` and `subscription` are numbers that the driver chooses, each once in the life of a
 * session; what becomes of them is told under the same number, exactly once for a request.
 */
export type Command =
  | { readonly type: "connect" }
  /** Ends the session for good: everything open is settled, the server is told. */
  | { readonly type: "close" }
  | {
      readonly type: "subscribe";
      readonly subscription: number;
      readonly channel: string;
      readonly options: SubscribeOptions;
    }
  | { readonly type: "unsubscribe"; readonly subscription: number }
  | {
      readonly type: "publish";
      readonly request: number;
      readonly channel: string;
      readonly message: PublishOptions;
      /** The size of the encoded frame, for the bounds of the queue. */
      readonly bytes: number;
      /** Gives up after so long, wherever it is; null: never. */
      readonly timeoutMs: number | null;
    }
  | {
      readonly type: "presence";
      readonly request: number;
      readonly channel: string;
      readonly action: PresenceRequest["action"];
      readonly data?: unknown;
      readonly timeoutMs: number | null;
    }
  | {
      readonly type: "history";
      readonly request: number;
      readonly query: Omit<HistoryFrame, "type" | "id">;
      readonly timeoutMs: number | null;
    }
  | {
      readonly type: "request";
      readonly request: number;
      readonly method: string;
      readonly params?: Readonly<Record<string, unknown>>;
      readonly timeoutMs: number | null;
    }
  /** Sent if connected, dropped otherwise: nobody waits for it. */
  | { readonly type: "cast"; readonly method: string; readonly params?: Readonly<Record<string, unknown>> }
  | { readonly type: "ack"; readonly subscription: number; readonly offset: number }
  /** Measures the round trip. Fails at once while not connected. */
  | { readonly type: "ping"; readonly request: number; readonly timeoutMs: number | null }
  /** The application no longer waits for a request. A publish that was sent may still be published. */
  | { readonly type: "cancel"; readonly request: number };
