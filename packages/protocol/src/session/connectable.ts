import type { HelloFrame, WelcomeFrame } from "../frames/frames.gen.js";
import type { SessionError } from "./session-error.js";

/** What one connection is to those that use it. */
export interface Connectable {
  /** The first frame of a connection. */
  hello(session: string | null): HelloFrame;
  /** The connection holds. */
  welcomed(frame: WelcomeFrame): void;
  /** A connection that held is gone; there will be another. */
  broken(error: SessionError): void;
  /** There will be no other. Without an error the application wanted it so. */
  ended(error?: SessionError): void;
}
