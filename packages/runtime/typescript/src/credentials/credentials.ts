/** Gives bearer tokens; the runtime asks before each attempt. */
export interface Credentials {
  /** The token to send, at once where one is at hand. May be asked many times while a token is on its way. */
  token(): string | Promise<string>;
  /**
   * Told that the server refused `token` as expired. Answers whether another one can be had; the runtime then asks
   * `token()` again, once.
   */
  expire(token: string): boolean;
  /** Signs a token for somebody else; only where the credentials can do so (`applicationCredentials`). */
  createToken?(options?: CreateTokenOptions): Promise<SignedToken>;
}

/** What a token is to allow, and to whom. */
export interface CreateTokenOptions {
  /** Whole seconds, 1 to 3600. Default: 60. */
  readonly lifetimeSeconds?: number;
  /** What the token allows; left out = all that the application may do. */
  readonly grants?: readonly object[];
  /** The user the token stands for (`sub`). */
  readonly subject?: string;
  /** What others see of the user, e.g. in presence (`member`). */
  readonly member?: Readonly<Record<string, unknown>>;
}

/** A signed token and its end. */
export interface SignedToken {
  readonly token: string;
  readonly expiresAt: Date;
}
