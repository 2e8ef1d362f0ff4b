import { limits, serverToUserPrefix } from "./protocol.js";

/** What the name of a channel says about it. */
export interface ChannelKind {
  /** Who may enter: anybody, who brings a signature, who brings a signed member, or the user who signed in. */
  readonly access: "public" | "private" | "presence" | "user";
  /** Whether only its subscribers can read what is on it. The server relays. */
  readonly encrypted: boolean;
  /** Whether its last event is handed to new subscribers. */
  readonly cache: boolean;
}

const form = /^[A-Za-z0-9_\-=@,.;]+$/u;

/** Whether Pusher takes the name for a channel that applications publish on. */
export function isChannelName(name: string): boolean {
  return form.test(name) && name.length <= limits.channelName;
}

/** The user whose channel this is, if it is one (`#server-to-user-{id}`). */
export function userOfChannel(name: string): string | undefined {
  const user = name.slice(serverToUserPrefix.length);
  return name.startsWith(serverToUserPrefix) && isUserId(user) ? user : undefined;
}

/** Whether a text can name a user. */
export function isUserId(id: string): boolean {
  return id !== "" && id.length <= limits.userId;
}

/** Reads the kind of a channel from its name. */
export function kindOf(name: string): ChannelKind {
  if (name.startsWith(serverToUserPrefix)) return { access: "user", encrypted: false, cache: false };
  if (name.startsWith("private-encrypted-"))
    return { access: "private", encrypted: true, cache: name.startsWith("private-encrypted-cache-") };
  for (const access of ["private", "presence"] as const) {
    if (name.startsWith(`${access}-`)) return { access, encrypted: false, cache: name.startsWith(`${access}-cache-`) };
  }
  return { access: "public", encrypted: false, cache: name.startsWith("cache-") };
}
