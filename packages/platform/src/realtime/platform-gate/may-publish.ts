import { channels } from "../../domains/channels/channel-resource.js";
import { isReserved } from "../../domains/channels/reserved-channels.js";
import { problem } from "../../problem/platform-error.js";
import type { TokenCaller } from "../../security/caller.js";
import type { Transaction } from "../../store/store.js";
import type { PublishRequest } from "../gate.js";
import { requireAccess, speaksForApplication, type JudgeOptions } from "./may-subscribe.js";

const reservedEvent = "parlance:";

/**
 * Whether a connection may publish a message: with a channel token that permits it, or with the scope and, for a user, where the
 * channel's settings let connections publish. Throws `channel_forbidden`, `insufficient_scope`, `payload_too_large` or
 * `validation_failed`.
 */
export async function requireMayPublish(
  caller: TokenCaller,
  { channel, identity, permissions, publication }: PublishRequest,
  options: JudgeOptions & { readonly transaction: Transaction },
): Promise<void> {
  const { contract, transaction } = options;
  if (isReserved(channel))
    throw problem("channel_forbidden", "The platform alone publishes on this channel. Use its own operations.");
  const { messageBytes } = contract.limits;
  if (Buffer.byteLength(JSON.stringify(publication.data)) > messageBytes)
    throw problem("payload_too_large", `The data of a message is at most ${messageBytes} bytes of JSON.`);
  if (publication.event?.startsWith(reservedEvent) === true)
    throw problem("validation_failed", `event must not begin with "${reservedEvent}".`);
  if (permissions?.includes("publish") === true) return;
  const { security } = contract.operation("channels.publish");
  const scopes = security.flatMap((requirement) => Object.values(requirement).flat());
  requireAccess(caller, { scopes, subject: { name: channel }, options });
  if (speaksForApplication(caller)) return;
  const record = await transaction.records(identity.project).get(channels, channel);
  if (record?.data.settings.clientPublish !== true)
    throw problem(
      "channel_forbidden",
      "Connections may not publish here. Turn on settings.clientPublish with channels.update.",
    );
}
