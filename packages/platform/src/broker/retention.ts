import type { JsonObject } from "../json/json.js";
import type { Retention } from "./broker.js";

/** How much of a log the settings of a channel (`ChannelSettings`) keep. */
export function retentionOf(settings: JsonObject): Retention {
  return { messages: Number(settings["historySize"]), ageMs: Number(settings["historyTtlSeconds"]) * 1000 };
}
