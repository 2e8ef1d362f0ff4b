import type { PublishFrame, Subscription } from "../frames/frames.gen.js";
import type { RequestBody } from "./request.js";

/** How a subscription is asked for, beside its channel: the members of the frame. */
export type SubscribeOptions = Omit<Subscription, "id" | "channel" | "subscription">;

/** A publish. Without `publishId` the session gives it one. */
export type PublishBody = Omit<PublishFrame, "id" | "publishId"> & { readonly publishId?: string };

/** What the application may ask the server: the members of the frame, without its number. */
export type AskBody =
  | PublishBody
  | Exclude<RequestBody, { readonly type: "publish" | "subscribe" | "unsubscribe" | "auth" }>;

/**
 * What the application wants. `request` and `subscription` are numbers that the driver chooses, each once in the life of a
 * session; what becomes of them is told under the same number, exactly once for a request.
 */
export type Command =
  | { readonly type: "connect" }
  /**
   * Lets go of the connection until `connect`: subscriptions keep their positions, publishes wait, also those that are unanswered,
   * and the server keeps the session for its window. Nothing else connects meanwhile.
   */
  | { readonly type: "disconnect" }
  /** Ends the session for good: everything open is settled, the server is told. */
  | { readonly type: "close" }
  | {
      readonly type: "subscribe";
      readonly subscription: number;
      readonly channel: string;
      readonly options: SubscribeOptions;
    }
  | { readonly type: "unsubscribe"; readonly subscription: number }
  /**
   * What the application asks of this channel waits, in its order, until everyone who holds it has let go: while the
   * authorisation that it needs is being renewed. What goes to other channels does not wait for it.
   */
  | { readonly type: "hold" | "letGo"; readonly channel: string }
  /** Publishes, reads the history, calls a method; a `ping` measures the round trip and fails at once while not connected. */
  | {
      readonly type: "ask";
      readonly request: number;
      readonly body: AskBody;
      /** The size of the encoded frame, for the bounds of the queue. Default 0. */
      readonly bytes?: number | undefined;
      /** Gives up after so long, wherever it is; null: never. */
      readonly timeoutMs: number | null;
    }
  /** Sent if connected, dropped otherwise: nobody waits for it. */
  | { readonly type: "cast"; readonly method: string; readonly params?: Readonly<Record<string, unknown>> }
  /** The application no longer waits for a request. A publish that was sent may still be published. */
  | { readonly type: "cancel"; readonly request: number };
