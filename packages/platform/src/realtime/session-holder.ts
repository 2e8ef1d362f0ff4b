import type { JsonObject } from "../json/json.js";
import type { ConnectionState } from "./connection-state.js";
import type { Session } from "./session.js";

/** What holds a session, and answers for it: whose it is, and until when. All but `isOpen` throw before hello and after the end. */
export abstract class SessionHolder {
  state: ConnectionState = { status: "awaiting hello" };

  get isOpen(): boolean {
    return this.state.status === "open";
  }

  get session(): Session {
    if (this.state.status !== "open") throw new Error("The connection is not open.");
    return this.state.session;
  }

  get project(): string {
    return this.session.identity.project;
  }

  get applicationId(): string {
    return this.session.identity.applicationId;
  }

  get userId(): string | null {
    return this.session.identity.userId;
  }

  /** A token names its user as the member. */
  get memberId(): string | null {
    return this.userId;
  }

  get client(): JsonObject {
    return this.session.client;
  }

  get tokenId(): string | null {
    return this.session.identity.tokenId;
  }

  get tokenKeyId(): string | undefined {
    return this.session.identity.keyId;
  }

  get tokenIssuedAt(): number {
    return this.session.identity.issuedAt;
  }

  get tokenExpiresAt(): number | null {
    return this.session.expiresAt;
  }
}
