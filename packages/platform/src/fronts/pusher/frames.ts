import { isJsonObject, type Json, type JsonObject } from "../../json/json.js";
import { parseJson } from "../../json/parse-json.js";
import { clientEvent, clientEventPrefix, serverEvent } from "./protocol.js";

/** A frame of a client, understood. */
export type ClientFrame =
  | { readonly type: "ping" }
  | { readonly type: "pong" }
  | { readonly type: "subscribe"; readonly channel: string; readonly auth: string; readonly channelData?: string }
  | { readonly type: "unsubscribe"; readonly channel: string }
  | { readonly type: "signin"; readonly auth: string; readonly userData: string }
  | { readonly type: "client-event"; readonly event: string; readonly channel: string; readonly data: Json }
  /** Not understood: why, for people. */
  | { readonly type: "unknown"; readonly reason: string };

/** Reads a frame. What it cannot read is a frame of type `unknown`, never an exception. */
export function readFrame(text: string): ClientFrame {
  let frame: Json;
  try {
    frame = parseJson(text);
  } catch {
    return { type: "unknown", reason: "The frame is not JSON." };
  }
  if (!isJsonObject(frame) || typeof frame["event"] !== "string")
    return { type: "unknown", reason: "A frame is an object with a text `event`." };
  return readEvent(frame["event"], frame);
}

function readEvent(event: string, frame: JsonObject): ClientFrame {
  switch (event) {
    case clientEvent.ping:
      return { type: "ping" };
    case clientEvent.pong:
      return { type: "pong" };
    case clientEvent.subscribe:
      return readSubscribe(dataOf(frame));
    case clientEvent.unsubscribe: {
      const { channel } = dataOf(frame);
      return typeof channel === "string" ? { type: "unsubscribe", channel } : lacks(event, "channel");
    }
    case clientEvent.signin: {
      const { auth, user_data: userData } = dataOf(frame);
      if (typeof auth !== "string" || typeof userData !== "string") return lacks(event, "auth and user_data");
      return { type: "signin", auth, userData };
    }
    default:
      return event.startsWith(clientEventPrefix)
        ? readClientEvent(event, frame)
        : { type: "unknown", reason: `Clients cannot send ${JSON.stringify(event.slice(0, 100))}.` };
  }
}

function readSubscribe(data: JsonObject): ClientFrame {
  const { channel, auth, channel_data: channelData } = data;
  if (typeof channel !== "string") return lacks(clientEvent.subscribe, "channel");
  return {
    type: "subscribe",
    channel,
    auth: typeof auth === "string" ? auth : "",
    ...(typeof channelData === "string" && { channelData }),
  };
}

function readClientEvent(event: string, { channel, data = null }: JsonObject): ClientFrame {
  return typeof channel === "string" ? { type: "client-event", event, channel, data } : lacks(event, "channel");
}

/** Some libraries send `data` as a text of JSON here too. */
function dataOf({ data }: JsonObject): JsonObject {
  let value = data;
  try {
    if (typeof value === "string") value = parseJson(value);
  } catch {
    return {};
  }
  return isJsonObject(value) ? value : {};
}

function lacks(event: string, what: string): ClientFrame {
  return { type: "unknown", reason: `The data of ${event} lacks ${what}.` };
}

/** A frame of the server; `data` is always a text. */
export interface ServerFrame {
  readonly event: string;
  readonly channel?: string;
  readonly data: string;
  /** Who sent a client event on a presence channel. */
  readonly user_id?: string;
}

/** Writes a frame whose data is a value. */
export function writeFrame(event: string, data: Json, channel?: string): string {
  return JSON.stringify({
    event,
    ...(channel !== undefined && { channel }),
    data: JSON.stringify(data),
  } satisfies ServerFrame);
}

/** Writes `pusher:error`. Without a code the connection stays and only this frame was refused. */
export function errorFrame(message: string, code: number | null = null): string {
  // The only frame of the server whose data is an object: the protocol has it so, and clients read either.
  return JSON.stringify({ event: serverEvent.error, data: { code, message } });
}
