import type { HistoryOk, Message } from "@parlance/protocol";
import type { AnyEvents } from "./channel-events.js";
import type { ChannelMessage } from "./channel-message.js";
import { contextOf } from "./channel.js";
import type { HistoryOptions } from "./history-options.js";
import { messageOf } from "./message-of.js";
import type { ReadOnlyChannel } from "./read-only-channel.js";

/**
 * Reads the history of a channel, page by page as far as the loop goes. Throws a `RealtimeError` if the server refuses.
 *
 * ```ts
 * for await (const message of history(channel, { pageSize: 50 })) show(message.data);
 * ```
 */
export async function* history<Events extends object = AnyEvents>(
  channel: ReadOnlyChannel<Events>,
  options: HistoryOptions = {},
): AsyncGenerator<ChannelMessage<Events>, undefined> {
  const { session, name } = contextOf(channel);
  const { pageSize, order } = options;
  let { from } = options;
  for (;;) {
    const answer = await session.request(options, {
      type: "history",
      channel: name,
      ...(from && { from }),
      ...(pageSize && { count: pageSize }),
      ...(order && { order }),
    });
    const { items, cursor } = answer as unknown as HistoryOk;
    for (const item of items) yield messageOfHistory(item) as ChannelMessage<Events>;
    const last = items.at(-1);
    if (cursor === null || last === undefined) return;
    from = { epoch: last.epoch, offset: last.offset };
  }
}

/** A message that was read from the history, as the application sees it. */
function messageOfHistory({ id, publishedAt, publishId, ...message }: Message): ChannelMessage {
  const time = Date.parse(publishedAt);
  return messageOf({ ...message, type: "message", messageId: id, time, ...(publishId && { publishId }), replay: true });
}
