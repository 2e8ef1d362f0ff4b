import { isJsonObject, type Json, type JsonObject } from "../../../json/json.js";
import { isChannelName, userOfChannel } from "../channel-name.js";
import { eventNameDefect } from "../client-event.js";
import { valueOf } from "../event-data.js";
import { limits } from "../protocol.js";
import { connectionIdOf, isSocketId } from "../socket-id.js";
import { Refusal } from "./refusal.js";

/** An event as a call gives it. */
export interface EventInput {
  readonly name: string;
  readonly data: Json;
  /** The connection that does not get it. */
  readonly exclude?: string;
}

/** Reads the event in a call or in an item of a batch. Throws a `Refusal`. */
export function readEvent(input: JsonObject): EventInput {
  const { name, data, socket_id: socketId } = input;
  if (typeof name !== "string") throw new Refusal(400, "The event needs a name, as a text.");
  const defect = eventNameDefect(name);
  if (defect !== undefined) throw new Refusal(400, defect);
  if (typeof data !== "string") throw new Refusal(400, "The event needs data, as a text.");
  if (Buffer.byteLength(data) > limits.eventBytes)
    throw new Refusal(413, `The data content of this event exceeds the allowed maximum (${limits.eventBytes} bytes).`);
  if (socketId === undefined || socketId === null) return { name, data: valueOf(data) };
  if (typeof socketId !== "string" || !isSocketId(socketId))
    throw new Refusal(400, "socket_id is two numbers with a point between.");
  return { name, data: valueOf(data), exclude: connectionIdOf(socketId) };
}

/** Reads the name of a channel to publish on: one of an application, or that of a user. Throws a `Refusal`. */
export function readChannel(name: Json | undefined): string {
  if (typeof name === "string" && (isChannelName(name) || userOfChannel(name) !== undefined)) return name;
  throw new Refusal(400, `A channel's name has 1 to ${limits.channelName} of A-Za-z0-9_-=@,.; characters.`);
}

/** Reads the attributes that a call asks for, separated by commas. Throws a `Refusal` for one it does not know. */
export function readInfo(info: Json | undefined, known: readonly string[]): ReadonlySet<string> {
  if (info === undefined || info === null || info === "") return new Set();
  if (typeof info !== "string") throw new Refusal(400, "info is a text of attributes, separated by commas.");
  const asked = info.split(",").map((attribute) => attribute.trim());
  const unknown = asked.find((attribute) => !known.includes(attribute));
  if (unknown !== undefined)
    throw new Refusal(400, `info has ${known.join(", ")}, not ${JSON.stringify(unknown.slice(0, 40))}.`);
  return new Set(asked);
}

/** Reads a list of 1 to `most` objects. Throws a `Refusal`. */
export function readBatch(batch: Json | undefined, most: number): readonly JsonObject[] {
  const items = Array.isArray(batch) ? (batch as readonly Json[]) : [];
  if (items.length === 0 || items.length > most || !items.every((item) => isJsonObject(item)))
    throw new Refusal(400, `batch is a list of 1 to ${most} events.`);
  return items;
}
