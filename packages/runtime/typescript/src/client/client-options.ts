import type { Credentials } from "../credentials/credentials.js";
import type { TokenCallback } from "../credentials/token-callback.js";
import type { Clock } from "./clock.js";
import type { Hooks } from "./hooks.js";
import type { Validator } from "./validator.js";

/**
 * How a client is set up. What is left out comes from the environment (`<PREFIX>_URL`, `_TOKEN`, `_CLIENT_ID`,
 * `_CLIENT_SECRET`), then from the contract. Any credential given here makes the environment's credentials void.
 */
export interface ClientOptions {
  /** Base URL; `host` and `host:port` mean https. */
  readonly url?: string | URL;
  /** Values of the variables in the contract's server URL. */
  readonly serverVariables?: Readonly<Record<string, string>>;
  /** A bearer token, or a callback that gets one. */
  readonly token?: string | TokenCallback;
  /** Id of the application. */
  readonly clientId?: string;
  /** The application's secret, for backends only. */
  readonly clientSecret?: string;
  /** Credentials of another kind, e.g. `applicationCredentials({ … })`. */
  readonly credentials?: Credentials;
  /** For APIs with basic authentication. */
  readonly username?: string;
  readonly password?: string;
  /** For APIs with keys: the key, or the keys by name of the security scheme. */
  readonly apiKey?: string | Readonly<Record<string, string>>;
  /** Milliseconds for a call, retries and body included. Default: 60,000. `false` = no limit. */
  readonly timeout?: number | false;
  /** Milliseconds for one attempt. Default: what is left of `timeout`. */
  readonly attemptTimeout?: number;
  /** How often a failed call is sent again. Default: 2. */
  readonly retries?: number;
  /** Headers of every call. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Checks bodies against the contract. Default: off. */
  readonly validation?: Validator;
  readonly hooks?: Hooks | readonly Hooks[];
  /** Sends a request. Default: the platform's `fetch`. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
}
