import type { LogMessage } from "../broker/broker.js";
import type { JsonObject } from "../json/json.js";

/** A live connection. The front that accepted it adds it to the registry and keeps its channels there current. */
export interface LiveConnection {
  readonly id: string;
  readonly project: string;
  readonly applicationId: string;
  readonly userId: string | null;
  readonly memberId: string | null;
  readonly transport: "websocket" | "sse" | "pusher";
  readonly client: JsonObject;
  /** Milliseconds since 1970. */
  readonly connectedAt: number;
  readonly lastSeenAt: number;
  readonly tokenId: string | null;
  /** The application key that signed the token; undefined if the platform did. */
  readonly tokenKeyId?: string | undefined;
  readonly tokenIssuedAt: number;
  readonly tokenExpiresAt: number | null;
  /** Hands over a message that is on no channel of the connection. Must not throw. */
  deliver(message: Omit<LogMessage, "offset">): void;
  /** Announces the reason and closes. Must not throw. */
  terminate(termination: Termination): void;
  /** Ends the subscriptions of one channel, because it was deleted. Must not throw. */
  unsubscribe(channel: string): void;
  /** Asks again whether everything that it holds is still allowed. Must not throw. */
  recheck(): void;
}

/** How a connection is ended. */
export interface Termination {
  /** A code of errors.yaml; one without a close code ends as `terminated`. */
  readonly code: string;
  readonly reason: string | null;
}
