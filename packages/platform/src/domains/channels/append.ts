import type { ChannelAddress, Publication, Published } from "../../broker/broker.js";
import { publishKey } from "../../broker/publish-key.js";
import { retentionOf } from "../../broker/retention.js";
import type { Call } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import { durableMessages, durablePublishes, logHeads, offsetKey, prepareLog } from "./channel-resource.js";

/** What of a call is needed to append to a log. */
export type AppendCall = Pick<Call, "records" | "broker" | "contract" | "afterCommit" | "afterRollback">;

/**
 * Appends to the log of a channel. Subscribers get the message once the call's transaction is durable; on a durable channel the
 * message is stored with it.
 */
export async function append(call: AppendCall, at: ChannelAddress, publication: Publication): Promise<Published> {
  const record = await prepareLog(call, at);
  const published = call.broker.append(at, publication);
  if (published.duplicate) return published;
  const { message } = published;
  call.afterRollback(() => call.broker.retract(at, message));
  call.afterCommit(() => call.broker.deliver(at, message));
  if (record?.data.settings.durable === true) await store(call, published, record.data.settings);
  return published;
}

async function store(
  call: AppendCall,
  { message, position }: Published & { readonly duplicate: false },
  settings: JsonObject,
): Promise<void> {
  const { id, channel: parent, offset, at, publishId, sender } = message;
  const { messages, ageMs } = retentionOf(settings);
  const expiresAt = Math.min(message.expiresAt ?? Infinity, at + ageMs);
  await call.records.insert(durableMessages, { id, parent, key: offsetKey(offset), data: message, expiresAt });
  await call.records.removeAll(durableMessages, parent, offsetKey(Math.max(0, offset - messages)));
  if (publishId !== null) {
    const known = at + call.contract.limits.publishDedupMs;
    await call.records.insert(durablePublishes, {
      id: publishKey(sender.userId, publishId),
      parent,
      data: { publishId, userId: sender.userId, id, offset, at },
      expiresAt: known,
    });
  }
  const head = await call.records.get(logHeads, parent);
  if (head === undefined) await call.records.insert(logHeads, { id: parent, data: position });
  else await call.records.update(logHeads, parent, { data: position });
}
