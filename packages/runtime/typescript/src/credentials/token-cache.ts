import type { Clock } from "../client/clock.js";
import { CredentialsError } from "../errors/credentials-error.js";
import { ParlanceError } from "../errors/parlance-error.js";
import type { Credentials } from "./credentials.js";
import { tokenExpiry } from "./token-expiry.js";

/** Tokens are renewed when a fifth of their life is left, at most this many milliseconds early. */
const longestMargin = 30_000;

type State =
  | { readonly kind: "empty" }
  | { readonly kind: "waiting"; readonly token: Promise<string> }
  | { readonly kind: "held"; readonly token: string; readonly renewAt: number };

/**
 * Holds one token in memory and gets the next one before it expires, or when the server refuses it.
 *
 * However many calls wait, one request for a token is under way. A failure is told to all who wait and tried anew by the
 * next call.
 */
export class TokenCache implements Credentials {
  readonly #fetchToken: () => string | Promise<string>;
  readonly #clock: Clock;
  #state: State = { kind: "empty" };

  constructor(fetchToken: () => string | Promise<string>, clock: Clock) {
    this.#fetchToken = fetchToken;
    this.#clock = clock;
  }

  token(): string | Promise<string> {
    const state = this.#state;
    if (state.kind === "held" && this.#clock.now() < state.renewAt) return state.token;
    return state.kind === "waiting" ? state.token : this.#renew();
  }

  expire(token: string): boolean {
    if (this.#state.kind === "held" && this.#state.token === token) this.#state = { kind: "empty" };
    return true;
  }

  async #renew(): Promise<string> {
    const pending = this.#fetch();
    this.#state = { kind: "waiting", token: pending };
    try {
      const token = await pending;
      this.#state = { kind: "held", token, renewAt: this.#renewAt(token) };
      return token;
    } catch (error) {
      this.#state = { kind: "empty" };
      throw error;
    }
  }

  async #fetch(): Promise<string> {
    try {
      const token: unknown = await this.#fetchToken();
      if (typeof token === "string" && token !== "") return token;
    } catch (cause) {
      if (cause instanceof ParlanceError) throw cause;
      throw new CredentialsError({ message: "No token could be had; see the cause", cause, retryable: true });
    }
    throw new CredentialsError({ message: "The token callback gave no token" });
  }

  #renewAt(token: string): number {
    const expiry = tokenExpiry(token);
    if (expiry === undefined) return Infinity;
    const life = expiry - this.#clock.now();
    return expiry - Math.min(longestMargin, life / 5);
  }
}
