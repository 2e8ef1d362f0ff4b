import type { ChannelAddress, LogMessage } from "../../broker/broker.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import { matchFilter } from "../../filter/match-filter.js";
import { parseFilter } from "../../filter/parse-filter.js";
import { filterLimits } from "../../http/admit.js";
import { problem } from "../../problem/platform-error.js";
import { presentMessage } from "../../realtime/present-message.js";
import { readCursor, writeCursor } from "../../resource/cursor.js";
import { listName } from "../../resource/list.js";
import { channelAt, prepareLog, subjectOf } from "./channel-resource.js";

/** The kept messages of a channel. */
export const messageHandlers: HandlersOf<"channels.messages"> = {
  "channels.messages.list": list,
  "channels.messages.get": get,
};

type List = Call<"channels.messages.list">;

async function get(call: Call<"channels.messages.get">): Promise<Answer<"channels.messages.get">> {
  const at = channelAt(call, call.path.channel);
  await prepareLog(call, at);
  const message = call.broker.message(at, call.path.message);
  if (message === undefined) throw problem("not_found", "The message was never there or is forgotten.");
  return {
    status: 200,
    body: call.access.show(presentMessage(message, call.broker.position(at).epoch), subjectOf(at)),
  };
}

async function list(call: List): Promise<Answer<"channels.messages.list">> {
  const at = channelAt(call, call.path.channel);
  await prepareLog(call, at);
  const wanted = select(call, kept(call, at));
  const ordered = call.query.order === "asc" ? wanted : wanted.toReversed();
  const { limit } = call.query;
  const position = call.broker.position(at);
  const start = startOf(call, ordered, position.epoch);
  const shown = ordered.slice(start, start + limit);
  const cursorAt = (index: number): string | null => {
    const message = ordered[index];
    return message === undefined ? null : writeCursor(listName(call), `${position.epoch}:${message.offset}`);
  };
  return {
    status: 200,
    body: {
      items: shown.map((message) => call.access.show(presentMessage(message, position.epoch), subjectOf(at))),
      nextCursor: cursorAt(start + limit),
      previousCursor: start === 0 ? null : cursorAt(Math.max(0, start - limit)),
      position: { ...position },
    },
  };
}

/** What the log still holds, oldest first, behind `after`. Throws `history_gone` if part of that is forgotten. */
function kept(call: List, at: ChannelAddress): readonly LogMessage[] {
  const { epoch, after } = call.query;
  const current = call.broker.position(at);
  if (epoch === undefined && after === undefined)
    return call.broker.history(at, { direction: "forward", limit: Infinity }).messages;
  const from = { epoch: epoch ?? current.epoch, offset: after ?? 0 };
  const history = call.broker.history(at, { from, direction: "forward", limit: Infinity });
  if (history.complete) return history.messages;
  const [oldest] = call.broker.history(at, { direction: "forward", limit: 1 }).messages;
  const begins = `The log of epoch ${current.epoch} begins at offset ${oldest?.offset ?? current.offset + 1}.`;
  throw problem("history_gone", `Messages after that position are forgotten. ${begins}`);
}

function select(call: List, messages: readonly LogMessage[]): readonly LogMessage[] {
  const { before, event, filter } = call.query;
  const selected = filter === undefined ? undefined : parseFilter(filter, filterLimits(call));
  return messages.filter(
    (message) =>
      (before === undefined || message.offset < before) &&
      (event === undefined || message.event === event) &&
      (selected === undefined || matchFilter(selected, presentMessage(message, ""))),
  );
}

/** The index at which the page begins: at the cursor's message, or where it would stand. */
function startOf(call: List, ordered: readonly LogMessage[], epoch: string): number {
  const { cursor, order } = call.query;
  if (cursor === undefined) return 0;
  const [made, offset] = String(readCursor(listName(call), cursor)).split(":");
  if (made !== epoch)
    throw problem("invalid_cursor", "The log was begun anew since the cursor was made. Start without a cursor.");
  const index = ordered.findIndex((message) =>
    order === "asc" ? message.offset >= Number(offset) : message.offset <= Number(offset),
  );
  return index === -1 ? ordered.length : index;
}
