import type { JsonObject } from "../json/json.js";
import type { Session } from "./session.js";

/** Where a connection stands. */
export type ConnectionState =
  | { readonly status: "awaiting hello" }
  /** The token is being verified. Frames that come before the answer wait. */
  | { readonly status: "authenticating"; readonly early: JsonObject[] }
  | { readonly status: "open"; readonly session: Session }
  | { readonly status: "closed" };

/** How a connection ends: the client said goodbye, or may come back, or has come back by another one. */
export type Ending = "left" | "lost" | "taken over";
