import type { Json, JsonObject } from "@parlance/contract";
import { isObject } from "../../values/json-kinds.js";

/** The frame as stories show and store it: tokens and keys of sessions are left out. */
export function withoutSecrets<T extends Json | string>(frame: T): T {
  if (!isObject(frame)) return frame;
  const shown: Record<string, Json> = { ...(frame as JsonObject) };
  for (const name of ["token", "session"]) if (typeof shown[name] === "string") shown[name] = "…";
  if (isObject(shown["resume"])) shown["resume"] = { session: "…" };
  return shown as T;
}
