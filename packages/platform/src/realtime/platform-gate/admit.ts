import { typeOf } from "../../domains/channels/channel-resource.js";
import { isReserved } from "../../domains/channels/reserved-channels.js";
import type { Clock } from "../../clock.js";
import { problem } from "../../problem/platform-error.js";
import type { TokenCaller } from "../../security/caller.js";
import { verifyChannelToken } from "../../security/verify-channel-token.js";
import type { Transaction } from "../../store/store.js";
import type { Admission, ChannelPermission, ChannelRequest } from "../gate.js";
import { requireMayHear, type JudgeOptions } from "./may-subscribe.js";

/**
 * Leave to hear a channel: by a channel token for this connection, channel and user where one is brought to a private or presence
 * channel, by the grants otherwise. Throws `channel_forbidden`, `insufficient_scope` or `token_expired`.
 */
export async function admit(
  caller: TokenCaller,
  { channel, connection, identity, token }: ChannelRequest,
  options: JudgeOptions & { readonly transaction: Transaction; readonly clock: Clock },
): Promise<Admission> {
  if (token === undefined || isReserved(channel) || typeOf(channel) === "public") {
    requireMayHear(caller, channel, options);
    return {};
  }
  const claims = await verifyChannelToken(token, options);
  if (claims.project !== identity.project || claims.channel !== channel || claims.connection !== connection)
    throw problem("channel_forbidden", "The authorisation is for another channel or connection.");
  const user = claims.sub ?? identity.userId;
  if (identity.userId !== null && user !== identity.userId)
    throw problem("channel_forbidden", "The authorisation is for another user.");
  requirePermission(claims.permissions, "subscribe");
  const id = claims.member ?? user;
  const info = claims.info ?? null;
  return {
    permissions: claims.permissions,
    expiresAt: claims.exp * 1000,
    ...(id !== null && { member: { id, userId: user, info } }),
  };
}

/** Throws `channel_forbidden` if a channel token does not permit something. */
export function requirePermission(permissions: readonly ChannelPermission[], wanted: ChannelPermission): void {
  if (permissions.includes(wanted)) return;
  throw problem(
    "channel_forbidden",
    `The authorisation does not permit ${wanted}. Name it in permissions of channels.authorize.`,
  );
}
