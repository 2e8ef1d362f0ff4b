import type { CredentialClass } from "./case.js";
import type { ChannelAddress, ScenarioStep, Transport } from "./scenario.js";

/** How somebody listens. */
export interface ListenOptions {
  /** Default: the valid one. */
  readonly credential?: CredentialClass;
  /** Default: a WebSocket. */
  readonly over?: Transport;
  /** Default: from now on. */
  readonly from?: "start";
}

/** Steps that open a connection and subscribe. */
export function listen(
  as: string,
  to: ChannelAddress,
  { credential = "valid", over = "websocket", from }: ListenOptions = {},
): readonly ScenarioStep[] {
  return [
    { do: "open", as, over, credential, at: to },
    { do: "subscribe", as, to, ...(from !== undefined && { from }) },
  ];
}
