import type { Position, SubscribeOptions } from "@parlance/protocol";
import type { InnerDeliveryOptions } from "./subscribe-options.js";

/** The members of the frame that an application may set. */
const members = ["conflateMs", "filter", "mode", "policy", "returnMode"] as const;

/** What the frame says of a subscription. From a position on nothing older is asked for. */
export function wireOptions(
  options: InnerDeliveryOptions,
  since: Position | undefined,
  token: string | undefined,
): SubscribeOptions {
  const set = members.filter((member) => options[member] !== undefined);
  const { rewind } = options;
  return {
    ...Object.fromEntries(set.map((member) => [member, options[member]])),
    ...(since ? { since } : rewind && { rewind }),
    ...(token && { token }),
  };
}
