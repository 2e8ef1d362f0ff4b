import type { Json } from "../../json/json.js";
import type { TokenCaller, TokenClaims } from "../../security/caller.js";
import type { StoredRecord } from "../../store/store.js";
import type { ApplicationData } from "../../security/kinds.js";
import type { Identity } from "../gate.js";

/** What is kept of the bearer of a token. */
export interface TokenIdentityOptions {
  readonly caller: TokenCaller;
  /** The text that the connection keeps anyhow, so that there is no other one. A secret. */
  readonly token: string;
}

/**
 * Who the bearer of a token is on a connection, read from its claims. The record of the application is not kept: each connection
 * would have a copy of its own, and every request asks for it as it is then.
 */
export class TokenIdentity implements Identity {
  readonly project: string;
  readonly applicationId: string;
  readonly #claims: TokenClaims;
  readonly #token: string;
  readonly #keyId: string | null;

  constructor({ caller: { application, claims, keyId }, token }: TokenIdentityOptions) {
    this.project = application.project;
    this.applicationId = application.id;
    this.#claims = claims;
    this.#token = token;
    this.#keyId = keyId;
  }

  get userId(): string | null {
    return this.#claims.sub ?? null;
  }

  get member(): Identity["member"] {
    const { member } = this.#claims;
    if (member === undefined) return undefined;
    const { name, info, state } = member;
    const seen: Json = { ...info, ...(name !== undefined && { name }) };
    return { info: seen, ...(state !== undefined && { state }) };
  }

  get tokenId(): string {
    return this.#claims.jti;
  }

  get keyId(): string | undefined {
    return this.#keyId ?? undefined;
  }

  get issuedAt(): number {
    return this.#claims.iat * 1000;
  }

  get expiresAt(): number {
    return this.#claims.exp * 1000;
  }

  /** The caller as which the bearer is judged, with its application as it is now. */
  callerWith(application: StoredRecord<ApplicationData>): TokenCaller {
    return { type: "token", application, claims: this.#claims, token: this.#token, keyId: this.#keyId };
  }
}
