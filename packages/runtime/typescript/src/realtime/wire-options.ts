import type { Position, SubscribeOptions } from "@parlance/protocol";
import type { InnerDeliveryOptions } from "./subscribe-options.js";

/** The members of the frame that an application may set. */
const members = ["conflateMs", "filter", "mode", "policy", "returnMode", "rewind"] as const;

/** What the frame says of a subscription. The session leaves out `rewind` where there is a position. */
export function wireOptions(
  options: InnerDeliveryOptions,
  since: Position | undefined,
  token: string | undefined,
): SubscribeOptions {
  const set = members.filter((member) => options[member] !== undefined);
  return {
    ...Object.fromEntries(set.map((member) => [member, options[member]])),
    ...(since && { since }),
    ...(token && { token }),
  };
}
