import type { JsonObject } from "../../../json/json.js";
import { isChannelName, kindOf } from "../channel-name.js";
import { attributes, channelInfo } from "./channel-info.js";
import { readChannel, readInfo } from "./input.js";
import type { PusherCall } from "./pusher-call.js";
import { Refusal } from "./refusal.js";

/** `GET /channels`: those that somebody is subscribed to, through whichever front. */
export async function listChannels(call: PusherCall): Promise<JsonObject> {
  const { filter_by_prefix: prefix = "", info } = call.input;
  if (typeof prefix !== "string") throw new Refusal(400, "filter_by_prefix is a text.");
  const asked = readInfo(info, attributes.many);
  if (asked.has("user_count") && !prefix.startsWith("presence-"))
    throw new Refusal(400, "user_count needs filter_by_prefix to begin with presence-.");
  const { project } = call.application;
  const names = call.connections.occupied(project).filter((name) => isChannelName(name) && name.startsWith(prefix));
  const channels = names
    .toSorted()
    .map((channel) => [channel, channelInfo(call, { project, channel }, asked)] as const);
  return { channels: Object.fromEntries(channels) };
}

/** `GET /channels/{channel}`. */
export async function getChannel(call: PusherCall): Promise<JsonObject> {
  const at = addressOf(call);
  const asked = readInfo(call.input["info"], attributes.one);
  if (asked.has("user_count")) requirePresence(at.channel);
  if (asked.has("cache") && !kindOf(at.channel).cache)
    throw new Refusal(400, "cache is an attribute of cache channels alone.");
  return { occupied: call.connections.subscriberCount(at) > 0, ...channelInfo(call, at, asked) };
}

/** `GET /channels/{channel}/users`. */
export async function listUsers(call: PusherCall): Promise<JsonObject> {
  const at = addressOf(call);
  requirePresence(at.channel);
  return { users: call.connections.presence.members(at).map(({ id }) => ({ id })) };
}

function addressOf({ application: { project }, params }: PusherCall): { project: string; channel: string } {
  const channel = readChannel(params["channel"]);
  if (isChannelName(channel)) return { project, channel };
  throw new Refusal(400, "The channel of a user cannot be read.");
}

function requirePresence(channel: string): void {
  if (kindOf(channel).access !== "presence")
    throw new Refusal(400, "Users are known on presence channels alone: presence-….");
}
