import { serverToUserPrefix } from "./protocol.js";
import { isChannelName, isUserId, userOfChannel } from "./channel-name.js";

const userPrefix = "user:";

/** The channel whose log holds what is published under a name of Pusher's: the same, but for the channels of users. */
export function logChannelOf(name: string): string {
  const user = userOfChannel(name);
  return user === undefined ? name : userPrefix + user;
}

/** The name under which Pusher's clients know a channel; undefined if they cannot name it, such as `topic:orders`. */
export function nameOf(logChannel: string): string | undefined {
  if (isChannelName(logChannel)) return logChannel;
  const user = logChannel.slice(userPrefix.length);
  return logChannel.startsWith(userPrefix) && isUserId(user) ? serverToUserPrefix + user : undefined;
}
