import { userOfChannel } from "./channel-name.js";

const userPrefix = "user:";

/** The channel whose log holds what is published under a name of Pusher's: the same, but for the channels of users. */
export function logChannelOf(name: string): string {
  const user = userOfChannel(name);
  return user === undefined ? name : userPrefix + user;
}
