import type { CredentialClass } from "../case.js";
import type { ChannelAddress, ScenarioStep } from "../scenario.js";

/** Steps that open a connection and subscribe. */
export function listen(
  as: string,
  to: ChannelAddress,
  { credential = "valid", from }: { readonly credential?: CredentialClass; readonly from?: "start" } = {},
): readonly ScenarioStep[] {
  return [
    { do: "open", as, over: "websocket", credential, at: to },
    { do: "subscribe", as, to, ...(from !== undefined && { from }) },
  ];
}
