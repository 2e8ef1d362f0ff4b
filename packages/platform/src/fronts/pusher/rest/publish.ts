import type { JsonObject } from "../../../json/json.js";
import { logChannelOf } from "../log-channel.js";
import { limits, serverToUserPrefix } from "../protocol.js";
import { attributes, channelInfo } from "./channel-info.js";
import { readBatch, readChannel, readEvent, readInfo, type EventInput } from "./input.js";
import type { PusherCall } from "./pusher-call.js";
import { Refusal } from "./refusal.js";

/** `POST /events`: one event on up to 100 channels, on all of them or none. */
export async function publishEvent(call: PusherCall): Promise<JsonObject> {
  const event = readEvent(call.input);
  const channels = readChannels(call.input);
  const asked = readInfo(call.input["info"], attributes.many);
  await call.log.publish(
    call.application.applicationId,
    channels.map((channel) => addressed(call, channel, event)),
  );
  if (asked.size === 0) return {};
  return { channels: Object.fromEntries(channels.map((channel) => [channel, infoOf(call, channel, asked)])) };
}

/** `POST /batch_events`: up to 10 events, each on a channel of its own, all of them or none. */
export async function publishBatch(call: PusherCall): Promise<JsonObject> {
  const items = readBatch(call.input["batch"], limits.eventsPerBatch).map((item) => ({
    channel: readChannel(item["channel"]),
    event: readEvent(item),
    asked: readInfo(item["info"], attributes.many),
  }));
  await call.log.publish(
    call.application.applicationId,
    items.map(({ channel, event }) => addressed(call, channel, event)),
  );
  if (items.every(({ asked }) => asked.size === 0)) return {};
  return { batch: items.map(({ channel, asked }) => infoOf(call, channel, asked)) };
}

/** `POST /users/{id}/events`: one event for a user, on whatever connections it has signed in. */
export async function publishToUser(call: PusherCall): Promise<JsonObject> {
  const channel = readChannel(`${serverToUserPrefix}${call.params["userId"] ?? ""}`);
  await call.log.publish(call.application.applicationId, [addressed(call, channel, readEvent(call.input))]);
  return {};
}

function readChannels({ channels, channel }: PusherCall["input"]): readonly string[] {
  const list: readonly unknown[] = Array.isArray(channels) ? channels : channel === undefined ? [] : [channel];
  if (list.length === 0 || list.length > limits.channelsPerEvent)
    throw new Refusal(400, `channels is a list of 1 to ${limits.channelsPerEvent} names.`);
  return [...new Set(list.map((name) => readChannel(typeof name === "string" ? name : undefined)))];
}

function addressed({ application: { project } }: PusherCall, channel: string, { name, data, exclude }: EventInput) {
  return {
    at: { project, channel: logChannelOf(channel) },
    publication: { event: name, data, ...(exclude !== undefined && { exclude }) },
  };
}

function infoOf(call: PusherCall, channel: string, asked: ReadonlySet<string>): JsonObject {
  return channelInfo(call, { project: call.application.project, channel: logChannelOf(channel) }, asked);
}
