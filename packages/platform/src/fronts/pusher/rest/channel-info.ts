import type { ChannelAddress } from "../../../broker/broker.js";
import type { JsonObject } from "../../../json/json.js";
import { kindOf } from "../channel-name.js";
import { textOf } from "../event-data.js";
import { unnamedEvent } from "../event-frame.js";
import type { PusherCall } from "./pusher-call.js";

/** What can be asked of a channel. */
export const attributes = {
  many: ["user_count", "subscription_count"],
  one: ["user_count", "subscription_count", "cache"],
};

/** The attributes of a channel that were asked for and that it has: users are counted on presence channels alone. */
export function channelInfo(
  { connections, cache }: Pick<PusherCall, "connections" | "cache">,
  at: ChannelAddress,
  asked: ReadonlySet<string>,
): JsonObject {
  const presence = kindOf(at.channel).access === "presence";
  const last = asked.has("cache") ? cache.last(at) : undefined;
  return {
    ...(asked.has("user_count") && presence && { user_count: connections.presence.count(at) }),
    ...(asked.has("subscription_count") && { subscription_count: connections.subscriberCount(at) }),
    ...(last !== undefined && {
      cache: {
        event: last.event ?? unnamedEvent,
        data: textOf(last.data),
        ttl: Math.ceil(cache.ttl(last) / 1000),
      },
    }),
  };
}
