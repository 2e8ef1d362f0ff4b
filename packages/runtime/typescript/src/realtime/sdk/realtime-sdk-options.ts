import type { Credentials } from "../../credentials/credentials.js";
import type { RealtimeOptions } from "../realtime-options.js";

/**
 * How an SDK's realtime client is set up. What is left out comes from the environment (`<PREFIX>_URL`, `_TOKEN`, `_CLIENT_ID`,
 * `_CLIENT_SECRET`), then from the contract. Any credential given here makes the environment's void, but for the missing half
 * of `clientId` and `clientSecret`.
 */
export interface RealtimeSdkOptions extends Omit<RealtimeOptions, "url"> {
  /** Base URL of the platform, the same as for REST; `host` and `host:port` mean TLS. `http:` and `ws:` are the same here. */
  readonly url?: string | URL;
  /** Values of the variables in the contract's server URL. */
  readonly serverVariables?: Readonly<Record<string, string>>;
  /**
   * Tokens shared with a REST client: `callbackCredentials(…)` or `applicationCredentials(…)` of `@parlance/runtime`; instead of
   * `token`.
   */
  readonly credentials?: Credentials;
  /** Id of the application. */
  readonly clientId?: string;
  /** The application's secret (`plsk_…`); tokens of ten minutes are signed with it here. For backends only. */
  readonly clientSecret?: string;
}
