import { childOf, type Cursor, entriesOf, isListCursor, isObjectCursor, itemsOf, placeOf } from "../../load/cursor.js";
import { pointerOf } from "../../load/pointer.js";
import type { Channel, ChannelOperation, Reply } from "../../model/channel.js";
import type { JsonObject } from "../../model/json.js";
import { compare } from "../../util/compare.js";
import { defined } from "../../util/defined.js";
import { stringOf } from "../../util/json-values.js";
import { annotationsOf, withExtensions } from "./annotations-of.js";
import { applyTraits } from "./apply-traits.js";
import type { AsyncApiContext } from "./asyncapi-context.js";
import { readSecurity } from "./read-async-servers.js";
import { readChannelParameters } from "./read-channel-parameters.js";

interface Found {
  readonly name: string;
  readonly cursor: Cursor<JsonObject>;
  /** Key under `messages` → name in the Contract. */
  readonly messages: readonly string[];
  readonly operations: ChannelOperation[];
}

/** Reads channels and operations of AsyncAPI 3. */
export function readChannels3(context: AsyncApiContext): Channel[] {
  const found = findChannels(context);
  const operations = childOf(context.root, "operations");
  for (const [id, item] of isObjectCursor(operations) ? entriesOf(operations) : []) {
    const operation = context.session.resolver.deref(item);
    if (isObjectCursor(operation)) readOperation(id, applyTraits(operation, context.session), found, context);
  }
  const all = [...new Set(found.values())];
  return all.map((channel) => toChannel(channel, messagesBeside(channel, all), context));
}

/** The channels by identity: where they are listed and, if that is a reference, where they are written. */
function findChannels(context: AsyncApiContext): Map<string, Found> {
  const { session, root } = context;
  const channels = new Map<string, Found>();
  const written = childOf(root, "channels");
  for (const [name, item] of isObjectCursor(written) ? entriesOf(written) : []) {
    const { cursor, target } = session.resolver.derefTarget(item) ?? {};
    if (!isObjectCursor(cursor)) continue;
    const listed = `${item.file.absolute}#${pointerOf(["channels", name])}`;
    const key = target?.key ?? listed;
    const tokens = target?.tokens ?? ["channels", name];
    const channel = { name, cursor, messages: readMessages({ cursor, key, tokens }, name, context), operations: [] };
    channels.set(listed, channel).set(key, channel);
  }
  return channels;
}

function readMessages(
  channel: { readonly cursor: Cursor<JsonObject>; readonly key: string; readonly tokens: readonly string[] },
  name: string,
  context: AsyncApiContext,
): string[] {
  const messages = childOf(channel.cursor, "messages");
  if (!isObjectCursor(messages)) return [];
  const names = entriesOf(messages).flatMap(([key, cursor]) => {
    const tokens = [...channel.tokens, "messages", key];
    const target = { cursor, tokens, key: `${channel.key}/messages${pointerOf([key])}` };
    return context.messages.nameOf(target, isTaken(key, context) ? `${name}_${key}` : key) ?? [];
  });
  return [...new Set(names)].sort(compare);
}

function isTaken(name: string, { messages }: AsyncApiContext): boolean {
  return messages.all().some((message) => message.name === name);
}

function readOperation(
  id: string,
  cursor: Cursor<JsonObject>,
  channels: ReadonlyMap<string, Found>,
  context: AsyncApiContext,
): void {
  const { session } = context;
  const channel = channelOf(childOf(cursor, "channel"), channels, context);
  const action = actionOf(cursor, context);
  if (channel === undefined || action === undefined) {
    session.diagnostics.report("channel-unknown", placeOf(cursor), { id });
    return;
  }
  const messages = messagesOf(childOf(cursor, "messages"), context) ?? channel.messages;
  for (const message of messages)
    if (!channel.messages.includes(message))
      session.diagnostics.report("message-unlisted", placeOf(cursor), { id, message });
  channel.operations.push({
    id,
    action,
    messages,
    ...defined({ reply: readReply(childOf(cursor, "reply"), channels, context) }),
    security: readSecurity(childOf(cursor, "security"), context.schemes, session) ?? inherited(channel, context),
    ...annotationsOf(cursor, session.resolver),
  });
}

/** From the client's point of view. A document that describes the server says so, and is turned round. */
function actionOf(
  { value: { action } }: Cursor<JsonObject>,
  { root }: AsyncApiContext,
): "send" | "receive" | undefined {
  if (action !== "send" && action !== "receive") return undefined;
  if (root.value["x-parlance-perspective"] !== "server") return action;
  return action === "send" ? "receive" : "send";
}

function channelOf(
  cursor: Cursor | undefined,
  channels: ReadonlyMap<string, Found>,
  { session }: AsyncApiContext,
): Found | undefined {
  if (!isObjectCursor(cursor) || !Object.hasOwn(cursor.value, "$ref")) return undefined;
  const first = session.resolver.target(cursor);
  const last = session.resolver.derefTarget(cursor)?.target;
  return channels.get(first?.key ?? "") ?? channels.get(last?.key ?? "");
}

function messagesOf(list: Cursor | undefined, context: AsyncApiContext): string[] | undefined {
  if (!isListCursor(list)) return undefined;
  return itemsOf(list).flatMap((item) => {
    const target =
      isObjectCursor(item) && Object.hasOwn(item.value, "$ref") ? context.session.resolver.target(item) : undefined;
    return target === undefined ? [] : (context.messages.nameOf(target, target.tokens.at(-1) ?? "message") ?? []);
  });
}

function readReply(
  cursor: Cursor | undefined,
  channels: ReadonlyMap<string, Found>,
  context: AsyncApiContext,
): Reply | undefined {
  const reply = context.session.resolver.deref(cursor);
  if (!isObjectCursor(reply)) return undefined;
  const channel = channelOf(childOf(reply, "channel"), channels, context);
  const messages = messagesOf(childOf(reply, "messages"), context) ?? channel?.messages ?? [];
  return { ...defined({ channel: channel?.name }), messages };
}

/** An operation that says nothing demands what the servers of its channel demand. */
function inherited(channel: Found, context: AsyncApiContext) {
  const names = serversOf(channel, context);
  const servers = names.length > 0 ? names : [...context.serverSecurity.keys()];
  const requirements = servers.flatMap((name) => context.serverSecurity.get(name) ?? []);
  return [...new Map(requirements.map((each) => [JSON.stringify(each), each])).values()];
}

function serversOf({ cursor }: Found, { session }: AsyncApiContext): string[] {
  const list = childOf(cursor, "servers");
  if (!isListCursor(list)) return [];
  return itemsOf(list).flatMap((item) =>
    isObjectCursor(item) ? (session.resolver.target(item)?.tokens.at(-1) ?? []) : [],
  );
}

/** What a connection carries: the messages of all channels of the same address, and what answers them. */
function messagesBeside({ cursor: { value } }: Found, all: readonly Found[]): readonly string[] {
  const beside = all.filter((each) => each.cursor.value.address === value.address);
  return beside.flatMap(({ messages, operations }) => [
    ...messages,
    ...operations.flatMap((each) => each.reply?.messages ?? []),
  ]);
}

function toChannel(channel: Found, carried: readonly string[], context: AsyncApiContext): Channel {
  const { name, cursor, messages, operations } = channel;
  const { resolver } = context.session;
  return {
    name,
    address: stringOf(cursor.value.address) ?? null,
    parameters: readChannelParameters(childOf(cursor, "parameters"), context.session),
    messages,
    operations: operations.toSorted((a, b) => compare(a.id, b.id)),
    servers: serversOf(channel, context),
    ...withExtensions(annotationsOf(cursor, resolver), { name, cursor, messages: carried }, context.session),
  };
}
