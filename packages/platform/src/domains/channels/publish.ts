import type { ChannelAddress, Publication, Published, Sender } from "../../broker/broker.js";
import { publishKey } from "../../broker/publish-key.js";
import { retentionOf } from "../../broker/retention.js";
import type * as contract from "../../gen/types.gen.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import type { Plain } from "../../json/plain.js";
import { PlatformError, problem } from "../../problem/platform-error.js";
import { problemBody } from "../../problem/problem-body.js";
import {
  channelAt,
  channels as settings,
  durableMessages,
  durablePublishes,
  logHeads,
  offsetKey,
  prepareLog,
} from "./channel-resource.js";
import { isReserved } from "./reserved-channels.js";

/** Publishing on channels: on one, on many, in a batch. */
export const publishHandlers: HandlersOf<Publish> = {
  "channels.publish": publishOne,
  "channels.publishMany": publishMany,
  "channels.publishBatch": publishBatch,
};

type Publish = "channels.publish" | "channels.publishMany" | "channels.publishBatch";

/** A message to publish, on one channel or many. */
export type MessageBody = Plain<contract.MessageCreate>;

async function publishOne(call: Call<"channels.publish">): Promise<Answer<"channels.publish">> {
  return { status: 200, body: await publishOn(call, call.path.channel, call.body.value) };
}

async function publishMany(call: Call<"channels.publishMany">): Promise<Answer<"channels.publishMany">> {
  const { channels, ...message } = call.body.value;
  return publishAll(
    call,
    channels.map((channel) => ({ channel, message })),
  );
}

async function publishBatch(call: Call<"channels.publishBatch">): Promise<Answer<"channels.publishBatch">> {
  const { messages } = call.body.value;
  return publishAll(
    call,
    messages.map((message) => ({ channel: message.channel, message })),
  );
}

interface Item {
  readonly channel: string;
  readonly message: MessageBody;
}

async function publishAll(call: Call, list: readonly Item[]): Promise<Answer<"channels.publishBatch">> {
  const items: Plain<contract.PublicationResult>[] = [];
  for (const [index, { channel, message }] of list.entries()) {
    try {
      items.push({ status: "published", index, channel, publication: await publishOn(call, channel, message) });
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      items.push({ status: "failed", index, channel, problem: itemProblem(call, error) });
    }
  }
  const publishedCount = items.filter((item) => item.status === "published").length;
  return { status: 200, body: { items, publishedCount, failedCount: items.length - publishedCount } };
}

/** The problem of one item of a call that as a whole succeeded. */
export function itemProblem(call: Call, error: PlatformError): Plain<contract.Problem> {
  return problemBody(error, { requestId: call.requestId, path: call.contract.link(call.operation.id, call.path) });
}

async function publishOn(call: Call, channel: string, message: MessageBody): Promise<Plain<contract.Publication>> {
  const at = channelAt(call, channel);
  if (isReserved(channel))
    throw problem("channel_forbidden", "The platform alone publishes on this channel. Use its own operations.");
  await requireClientPublish(call, channel);
  const { id, position, duplicate } = await append(call, at, publicationOf(call, message));
  return { channel, messageId: id, position: { ...position }, duplicate };
}

/** The token of a user is a client's, whether it publishes over a connection or over HTTP. */
async function requireClientPublish(call: Call, channel: string): Promise<void> {
  if (call.caller.type !== "token" || call.caller.claims.sub === undefined) return;
  const record = await call.records.get(settings, channel);
  if (record?.data.settings.clientPublish === true) return;
  const message = "Users may not publish here. Turn on settings.clientPublish with channels.update.";
  throw problem("channel_forbidden", message);
}

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

/** A body as a publication. Throws `payload_too_large` beyond the contract's limit of a message. */
export function publicationOf(call: Call, message: MessageBody): Publication {
  const { messageBytes } = call.contract.limits;
  if (Buffer.byteLength(JSON.stringify(message.data)) > messageBytes) {
    throw problem("payload_too_large", `The data of a message is at most ${messageBytes} bytes of JSON.`);
  }
  return {
    id: call.ids("msg"),
    data: message.data,
    sender: senderOf(call),
    ...(message.event !== undefined && { event: message.event }),
    ...(message.excludeConnectionId !== undefined && { exclude: message.excludeConnectionId }),
    ...(message.tags !== undefined && { tags: message.tags }),
    ...(message.publishId !== undefined && { publishId: message.publishId }),
    ...(message.ttlSeconds !== undefined && { ttlMs: message.ttlSeconds * 1000 }),
  };
}

function senderOf({ caller }: Call): Sender {
  const userId = caller.type === "token" ? (caller.claims.sub ?? null) : null;
  return { connectionId: null, userId, memberId: userId };
}
