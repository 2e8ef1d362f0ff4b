import type { Json } from "@parlance/contract";
import { parseJson } from "../values/parse-json.js";

/** Text as the JSON that it is, or as itself. */
export function frameOf(text: string): Json | string {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

/** What is written for a frame. */
export function textOf(frame: Json | string, isText: boolean): string {
  return isText && typeof frame === "string" ? frame : JSON.stringify(frame);
}
