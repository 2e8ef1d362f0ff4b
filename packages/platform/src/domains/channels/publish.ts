import type { Publication, Sender } from "../../broker/broker.js";
import type * as contract from "../../gen/types.gen.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import type { Plain } from "../../json/plain.js";
import { PlatformError, problem } from "../../problem/platform-error.js";
import { problemBody } from "../../problem/problem-body.js";
import { channelAt, channels as settings } from "./channel-resource.js";
import { publishMessage } from "./publish-message.js";
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
  const { id, position, duplicate } = await publishMessage(
    { ...call, applicationId: applicationOf(call) },
    at,
    publicationOf(call, message),
  );
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

/** A body as a publication. Throws `payload_too_large` beyond the contract's limit of a message. */
export function publicationOf(call: Call, message: MessageBody): Publication {
  const { messageBytes } = call.contract.limits;
  if (Buffer.byteLength(JSON.stringify(message.data)) > messageBytes) {
    throw problem("payload_too_large", `The data of a message is at most ${messageBytes} bytes of JSON.`);
  }
  return {
    data: message.data,
    sender: senderOf(call),
    ...(message.event !== undefined && { event: message.event }),
    ...(message.excludeConnectionId !== undefined && { exclude: message.excludeConnectionId }),
    ...(message.tags !== undefined && { tags: message.tags }),
    ...(message.publishId !== undefined && { publishId: message.publishId }),
    ...(message.ttlSeconds !== undefined && { ttlMs: message.ttlSeconds * 1000 }),
  };
}

function applicationOf({ caller, operation }: Call): string {
  if (caller.type === "anonymous") throw new Error(`${operation.id} needs a caller.`);
  return caller.application.id;
}

function senderOf({ caller }: Call): Sender {
  const userId = caller.type === "token" ? (caller.claims.sub ?? null) : null;
  return { connectionId: null, userId, memberId: userId };
}
