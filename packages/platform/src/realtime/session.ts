import type { JsonObject } from "../json/json.js";
import type { Identity } from "./gate.js";

/** What a connection knows once its `hello` was accepted. The token and the key are secrets. */
export interface Session {
  /** Names the session for a resume. */
  readonly key: string;
  readonly client: JsonObject;
  identity: Identity;
  token: string;
  /** When the token ends: as the identity says, unless a simulation says otherwise. */
  expiresAt: number | null;
  /** Whether the client was asked to renew the token it has now. */
  reauthAsked: boolean;
}

/** Whether a token may go on with the session of another one: it names the same subject. */
export function sameSubject(a: Identity, b: Identity): boolean {
  return a.project === b.project && a.applicationId === b.applicationId && a.userId === b.userId;
}
