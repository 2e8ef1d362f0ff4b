import type { ClientSetup } from "../../client/client-setup.js";

/** What the contract says about all its channels; generated code hands it to `resolveRealtime`. */
export interface RealtimeSetup extends Pick<ClientSetup, "product" | "environment" | "server"> {
  /** Path of the socket below the platform's base URL, e.g. `/v1/socket`. Left out = the URL is the socket's own. */
  readonly path?: string;
}
