import type { Credentials } from "../credentials/credentials.js";
import type { Clock } from "./clock.js";
import type { Hooks } from "./hooks.js";
import type { Validator } from "./validator.js";

/** How a client is set up. What an application may leave to the environment is in `SdkOptions`. */
export interface ClientOptions {
  /** Base URL; `host` and `host:port` mean https. */
  readonly url: string | URL;
  /** Whether operations to which the contract gives a server of their own are sent there. Default: all are sent to `url`. */
  readonly operationServers?: boolean;
  /** A bearer token. */
  readonly token?: string;
  /** Bearer tokens that are renewed: `callbackCredentials(…)` or `applicationCredentials(…)`; instead of `token`. */
  readonly credentials?: Credentials;
  /** For basic authentication, with `password`; either may be empty. */
  readonly username?: string;
  /** Default: empty. */
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
