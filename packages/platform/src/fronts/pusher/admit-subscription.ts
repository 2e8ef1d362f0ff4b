import type { Json } from "../../json/json.js";
import type { PusherCredentials } from "./application.js";
import { isChannelName, isUserId, kindOf, userOfChannel } from "./channel-name.js";
import type { ClientFrame } from "./frames.js";
import { limits } from "./protocol.js";
import { isSigned, objectOf, type SignedInUser } from "./signed-in-user.js";
import { SubscriptionRefused } from "./subscription-refused.js";

/** Who asks to subscribe. */
export interface Subscriber {
  readonly credentials: PusherCredentials;
  readonly socketId: string;
  /** Who signed in on the connection. */
  readonly user: SignedInUser | undefined;
}

/** A member of a presence channel, as its application's backend signed it. */
export interface SignedMember {
  readonly id: string;
  readonly info: Json;
}

type Subscribe = Extract<ClientFrame, { type: "subscribe" }>;

/**
 * Decides whether a connection may subscribe. Returns the member that it makes present, on presence channels. Throws
 * `SubscriptionRefused`.
 */
export function admitSubscription(frame: Subscribe, subscriber: Subscriber): SignedMember | undefined {
  const { access } = kindOf(frame.channel);
  if (access === "user") return admitUser(frame.channel, subscriber);
  if (!isChannelName(frame.channel))
    throw invalid(`A channel's name has 1 to ${limits.channelName} of A-Za-z0-9_-=@,.;`);
  if (access === "public") return undefined;
  const text = [subscriber.socketId, frame.channel, ...(frame.channelData === undefined ? [] : [frame.channelData])];
  if (!isSigned(frame.auth, text.join(":"), subscriber.credentials))
    throw new SubscriptionRefused("AuthError", 401, `The signature for ${frame.channel} is not valid.`);
  return access === "presence" ? memberOf(frame, subscriber) : undefined;
}

function admitUser(channel: string, { user }: Subscriber): undefined {
  if (user === undefined || userOfChannel(channel) !== user.id)
    throw new SubscriptionRefused("AuthError", 401, "Sign in as this user first.");
}

/** Who has signed in needs no `channel_data` (using_channels/presence-channels, "User authentication"). */
function memberOf({ channelData }: Subscribe, { user }: Subscriber): SignedMember {
  if (channelData === undefined && user !== undefined) return user;
  const data = objectOf(channelData ?? "");
  const given = data?.["user_id"];
  // Members have been numbers since the first version of the protocol.
  const id = typeof given === "number" ? String(given) : given;
  if (typeof id !== "string" || !isUserId(id))
    throw invalid(`channel_data is JSON with a user_id of 1 to ${limits.userId} characters.`);
  const info = data?.["user_info"] ?? null;
  if (Buffer.byteLength(JSON.stringify(info)) > limits.userInfoBytes)
    throw new SubscriptionRefused("LimitReached", 413, `user_info is at most ${limits.userInfoBytes} bytes of JSON.`);
  return { id, info };
}

function invalid(message: string): SubscriptionRefused {
  return new SubscriptionRefused("InvalidChannel", 400, message);
}
