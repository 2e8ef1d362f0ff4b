import type { PlatformContract } from "../../contract/platform-contract.js";
import type { FilterLimits } from "../../filter/parse-filter.js";
import { typeOf } from "../../domains/channels/channel-resource.js";
import { subjectShownOn } from "../../domains/channels/reserved-channels.js";
import { problem } from "../../problem/platform-error.js";
import { Access } from "../../security/access.js";
import { grantLists, type TokenCaller } from "../../security/caller.js";

/** By what a right to a channel is judged. */
export interface JudgeOptions {
  readonly contract: PlatformContract;
  readonly filterLimits: FilterLimits;
}

/** The names of the AsyncAPI document's channels by the prefix of their addresses. */
const declarations: Readonly<Record<string, string>> = {
  topic: "topics",
  document: "documents",
  watch: "tunnels",
  room: "rooms",
};

/**
 * Whether the bearer of a token may hear a channel. Those of the platform's own take the scopes that their declaration names, on
 * the resource they show, all of it; a user's own channel takes the user. Private and presence channels take a channel token, unless the
 * token speaks for its application or a grant of its own names them. Throws `channel_forbidden` or `insufficient_scope`.
 */
export function requireMayHear(caller: TokenCaller, channel: string, options: JudgeOptions): void {
  const [prefix = ""] = channel.split(":", 1);
  if (prefix === "user" && channel.includes(":")) return requireOwn(caller, channel);
  const declaration = channel.includes(":") ? declarations[prefix] : undefined;
  if (declaration !== undefined) {
    const scopes = options.contract.channelScopes(declaration);
    return requireAccess(caller, { scopes, subject: subjectShownOn(channel) ?? {}, options, whole: true });
  }
  const scopes = options.contract.channelScopes("channels");
  requireAccess(caller, { scopes, subject: { name: channel }, options, whole: true });
  if (typeOf(channel) === "public" || speaksForApplication(caller) || isNamed(caller, channel, { scopes, options }))
    return;
  throw problem(
    "channel_forbidden",
    "The channel takes an authorisation. Your backend makes one with channels.authorize.",
  );
}

/** Whether a token is a backend's: it names no user. */
export function speaksForApplication({ claims }: TokenCaller): boolean {
  return claims.sub === undefined;
}

/** Whether the grants allow something. Throws `insufficient_scope` or `channel_forbidden`. */
export function requireAccess(
  caller: TokenCaller,
  wanted: {
    readonly scopes: readonly string[];
    readonly subject: Parameters<Access["allows"]>[0];
    readonly options: JudgeOptions;
    /** Whether grants that show only some members of the resource are too little. */
    readonly whole?: boolean;
  },
): void {
  const access = Access.of(wanted.scopes, grantLists(caller), wanted.options.filterLimits);
  if (!access.granted) {
    const needed = wanted.scopes.join(" and ");
    throw problem("insufficient_scope", `The channel needs ${needed}; grant it to the token and its application.`);
  }
  if (!access.allows(wanted.subject)) throw problem("channel_forbidden", "The token may not use this channel.");
  if (wanted.whole === true && !access.showsWhole(wanted.subject))
    throw problem("channel_forbidden", "Messages are not narrowed to what a grant selects. Grant it without select.");
}

function requireOwn({ claims }: TokenCaller, channel: string): void {
  const name = channel.slice("user:".length);
  if (name !== "" && name === claims.sub) return;
  throw problem("channel_forbidden", "The channel belongs to another user.");
}

/** Whether a grant of the token itself has a filter that names the channel: its issuer meant this channel. */
function isNamed(
  { claims }: TokenCaller,
  channel: string,
  { scopes, options }: { readonly scopes: readonly string[]; readonly options: JudgeOptions },
): boolean {
  const naming = (claims.grants ?? []).filter(({ resources }) => resources !== undefined);
  const access = Access.of(scopes, [naming], options.filterLimits);
  return access.granted && access.allows({ name: channel });
}
