import type { Json } from "../../json/json.js";
import { parseJson } from "../../json/parse-json.js";

/**
 * The value that a log keeps for the `data` of a Pusher event, which is a text: what it says if it is JSON that reads everywhere
 * the same, else the text itself. So both worlds see the same value.
 */
export function valueOf(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

/**
 * The text that Pusher's clients get for a value of the log; they parse it as JSON and keep the text where it is none. A text
 * that would be taken for JSON is therefore quoted.
 */
export function textOf(value: Json): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return valueOf(value) === value ? value : JSON.stringify(value);
}
