import { retentionOf } from "../../broker/retention.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import { patchObject } from "../../json/merge-patch.js";
import { matchFilter } from "../../filter/match-filter.js";
import { parseFilter } from "../../filter/parse-filter.js";
import { filterLimits } from "../../http/admit.js";
import { readCursor, writeCursor } from "../../resource/cursor.js";
import { listName, type PageAnswer } from "../../resource/list.js";
import { checkVersion } from "../../resource/read.js";
import {
  type Channel,
  channelAt,
  channels,
  defaultSettings,
  durableMessages,
  durablePublishes,
  logHeads,
  prepareLog,
  presentChannel,
  projectOf,
} from "./channel-resource.js";
import { maySee } from "./reserved-channels.js";

/** Channels: logs of messages with settings. */
export const channelHandlers: HandlersOf<`channels.${"list" | "get" | "update" | "delete"}`> = {
  "channels.list": list,
  "channels.get": get,
  "channels.update": update,
  "channels.delete": remove,
};

const maxScanned = 2000;

/** By name: those that were set up and those that are occupied. */
async function list(call: Call<"channels.list">): Promise<Answer<"channels.list">> {
  const { cursor, filter, prefix = "", occupied, type, limit } = call.query;
  const after = cursor === undefined ? "" : String(readCursor(listName(call), cursor));
  const selected = filter === undefined ? undefined : parseFilter(filter, filterLimits(call));
  const items: Channel[] = [];
  const names = await candidates(call, { after, prefix });
  for (const [index, name] of names.entries()) {
    if (!call.access.allows({ name }) || !maySee(call, name)) continue;
    const channel = presentChannel(call, name, await call.records.get(channels, name));
    if (occupied !== undefined && channel.occupied !== occupied) continue;
    if (type !== undefined && channel.type !== type) continue;
    if (selected !== undefined && !matchFilter(selected, channel)) continue;
    if (items.length === limit) return page(call, items, names[index - 1]);
    items.push(call.access.show(channel));
  }
  return page(call, items, names.length >= maxScanned ? names.at(-1) : undefined);
}

/** Names in code point order. */
async function candidates(
  call: Call,
  { after, prefix }: { readonly after: string; readonly prefix: string },
): Promise<readonly string[]> {
  const stored = await call.records.list(channels, { by: "key", order: "asc", after, prefix, limit: maxScanned });
  const occupied = call.connections.occupied(projectOf(call)).filter((name) => name > after && name.startsWith(prefix));
  return [...new Set([...stored.map((record) => record.id), ...occupied])]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .slice(0, maxScanned);
}

function page(call: Call, items: readonly Channel[], last: string | undefined): PageAnswer<Channel> {
  return { status: 200, body: { items, nextCursor: last === undefined ? null : writeCursor(listName(call), last) } };
}

async function get(call: Call<"channels.get">): Promise<Answer<"channels.get">> {
  const at = channelAt(call, call.path.channel);
  const record = await prepareLog(call, at);
  return {
    status: 200,
    body: call.access.show(presentChannel(call, at.channel, record)),
    version: record?.version ?? 1,
  };
}

async function update(call: Call<"channels.update">): Promise<Answer<"channels.update">> {
  const at = channelAt(call, call.path.channel);
  const known = await prepareLog(call, at);
  checkVersion(call, known ?? { version: 1 });
  const before =
    known ??
    (await call.records.insert(channels, {
      id: at.channel,
      key: at.channel,
      data: { settings: defaultSettings(call), labels: {} },
    }));
  const { settings, labels = {} } = call.body.value;
  const data = {
    settings: { ...before.data.settings, ...settings },
    labels: patchObject(before.data.labels, labels),
  };
  const record = await call.records.update(channels, at.channel, { data });
  call.afterCommit(() => call.broker.retain(at, retentionOf(data.settings)));
  if (!data.settings.durable) await forgetDurable(call, at.channel);
  return { status: 200, body: call.access.show(presentChannel(call, at.channel, record)), version: record.version };
}

async function remove(call: Call<"channels.delete">): Promise<Answer<"channels.delete">> {
  const at = channelAt(call, call.path.channel);
  checkVersion(call, (await call.records.get(channels, at.channel)) ?? { version: 1 });
  await call.records.remove(channels, at.channel);
  await forgetDurable(call, at.channel);
  call.afterCommit(() => {
    call.broker.forget(at);
    for (const connection of call.connections.subscribed(at.project, at.channel)) connection.unsubscribe(at.channel);
  });
  return { status: 204 };
}

async function forgetDurable(call: Call, channel: string): Promise<void> {
  await call.records.remove(logHeads, channel);
  await call.records.removeAll(durableMessages, channel);
  await call.records.removeAll(durablePublishes, channel);
}
