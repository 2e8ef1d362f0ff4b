import type { TokenCallback } from "../credentials/token-callback.js";
import type { ClientOptions } from "./client-options.js";

/**
 * How an SDK's client is set up. What is left out comes from the environment (`<PREFIX>_URL`, `_TOKEN`, and for the
 * Parlance platform `_CLIENT_ID`, `_CLIENT_SECRET`), then from the contract. Any credential given here makes the environment's
 * void, but for the missing half of `clientId` and `clientSecret`.
 */
export interface SdkOptions extends Omit<ClientOptions, "url" | "operationServers" | "token"> {
  /** Base URL; `host` and `host:port` mean https. */
  readonly url?: string | URL;
  /** A bearer token, or a callback that gets one. */
  readonly token?: string | TokenCallback;
  /** Values of the variables in the contract's server URL. */
  readonly serverVariables?: Readonly<Record<string, string>>;
  /** Id of the application. For APIs whose contract says `x-parlance-application-tokens`; refused for others. */
  readonly clientId?: string;
  /** The application's secret (`plsk_…`); tokens of 60 s are signed with it here. For backends only. */
  readonly clientSecret?: string;
}
