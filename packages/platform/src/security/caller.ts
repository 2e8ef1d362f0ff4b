import type { TokenMember } from "../gen/types.gen.js";
import type { Plain } from "../json/plain.js";
import type { StoredRecord } from "../store/store.js";
import type { Grant } from "./grant.js";
import type { ApplicationData } from "./kinds.js";

/** The claims of a token (decision 0002, Identity). Times are seconds since 1970. */
export interface TokenClaims {
  readonly iss: string;
  readonly aud: string;
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
  readonly sub?: string;
  readonly grants?: readonly Grant[];
  readonly member?: Plain<TokenMember>;
  /** Tokens of the platform's own key only. */
  readonly application?: string;
  readonly project?: string;
  readonly refreshUntil?: number;
}

/** Who is calling. */
export type Caller =
  | { readonly type: "anonymous" }
  | { readonly type: "application"; readonly application: StoredRecord<ApplicationData> }
  | TokenCaller;

/** The bearer of a token. */
export interface TokenCaller {
  readonly type: "token";
  readonly application: StoredRecord<ApplicationData>;
  readonly claims: TokenClaims;
  /** The token itself. A secret. */
  readonly token: string;
  /** The application key that signed; null if the platform did. */
  readonly keyId: string | null;
}

/** A caller that belongs to a project. */
export type KnownCaller = Exclude<Caller, { readonly type: "anonymous" }>;

/** The lists of grants that must all allow a call: the token's, where it has its own, and the application's. */
export function grantLists(caller: KnownCaller): (readonly Grant[])[] {
  const own = caller.type === "token" ? caller.claims.grants : undefined;
  return own === undefined ? [caller.application.data.grants] : [own, caller.application.data.grants];
}
