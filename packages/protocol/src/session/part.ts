import type { ServerFrame } from "../frames/frames.gen.js";
import type { Context } from "./context.js";
import type { RequestBody } from "./request.js";
import type { Requests } from "./requests.js";
import type { Outcome } from "./session-event.js";
import type { Subscriptions } from "./subscriptions.js";

/** What a part stands on. */
export interface PartHost {
  readonly context: Context;
  readonly requests: Requests;
  readonly subscriptions: Subscriptions;
}

/** A concern that not every session has, and that a session without it does not carry along. */
export interface Part {
  /** The application asks for something. */
  asked(body: RequestBody): void;
  /** It is known what became of that. */
  settled(body: RequestBody, outcome: Outcome): void;
  /** Takes a frame that the machine does not know. Returns false if it is none of this part's. */
  received(frame: ServerFrame): boolean;
  /** A subscription of a channel holds. */
  subscribed(channel: string, showsPresence: boolean): void;
  /** A connection holds. */
  welcomed(resumed: boolean): void;
  /** The connection, or the session, is gone. */
  broken(): void;
}

/** Makes a part, for `Session.use`. */
export type MakePart = (host: PartHost) => Part;
