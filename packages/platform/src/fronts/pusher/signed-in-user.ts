import { isJsonObject, type Json } from "../../json/json.js";
import { parseJson } from "../../json/parse-json.js";
import type { PusherCredentials } from "./application.js";
import { isUserId } from "./channel-name.js";
import type { ClientFrame } from "./frames.js";
import { limits } from "./protocol.js";
import { sameText, sign } from "./signature.js";

/** A user as its application's backend signed it. */
export interface SignedInUser {
  readonly id: string;
  readonly info: Json;
  /** Whose coming and going the user is told. */
  readonly watchlist: readonly string[];
}

/** Reads a sign-in (auth-signatures, "User authentication"). Says what is wrong as a text. */
export function readSignin(
  { auth, userData }: Extract<ClientFrame, { type: "signin" }>,
  { credentials, socketId }: { readonly credentials: PusherCredentials; readonly socketId: string },
): SignedInUser | string {
  if (!isSigned(auth, `${socketId}::user::${userData}`, credentials)) return "The signature of user_data is not valid.";
  const data = objectOf(userData);
  const id = data?.["id"];
  if (typeof id !== "string" || !isUserId(id))
    return `user_data is JSON with an id of 1 to ${limits.userId} characters.`;
  const watchlist = data?.["watchlist"];
  const watched = Array.isArray(watchlist) ? (watchlist as readonly Json[]) : [];
  return {
    id,
    info: data?.["user_info"] ?? null,
    watchlist: [...new Set(watched.filter((user) => typeof user === "string" && isUserId(user)) as string[])],
  };
}

/** Whether `auth` is `{key}:{signature of the text}`, compared in constant time. */
export function isSigned(auth: string, text: string, { key, secret }: PusherCredentials): boolean {
  return sameText(`${key}:${sign(secret, text)}`, auth);
}

/** The object that a text of JSON says; undefined if it says none. */
export function objectOf(text: string): { readonly [member: string]: Json } | undefined {
  try {
    const value = parseJson(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
