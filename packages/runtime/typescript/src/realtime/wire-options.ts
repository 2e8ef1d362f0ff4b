import type { Position, SubscribeOptions } from "@parlance/protocol";
import type { InnerDeliveryOptions } from "./subscribe-options.js";

/** What the frame says of a subscription. The session leaves out `rewind` where there is a position, the codec what is undefined. */
export function wireOptions(
  { conflateMs, filter, mode, policy, returnMode, rewind }: InnerDeliveryOptions,
  since: Position | undefined,
  token: string | undefined,
): SubscribeOptions {
  const members = { conflateMs, filter, mode, policy, returnMode, rewind, since, token };
  return members as SubscribeOptions;
}
