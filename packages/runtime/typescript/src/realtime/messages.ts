import type { AnyEvents } from "./channel-events.js";
import type { ChannelGap, ChannelMessage } from "./channel-message.js";
import { contextOf } from "./channel.js";
import { MessageStream } from "./message-stream.js";
import type { ReadOnlyChannel } from "./read-only-channel.js";
import type { MessagesOptions } from "./subscribe-options.js";

/**
 * Iterates the messages of a channel, with a gap wherever some are missing. The subscription begins with the first `next()` and
 * ends when the loop is left. A slow reader is waited for (`overflow`).
 *
 * ```ts
 * for await (const item of messages(channel, { signal })) {
 *   if (item.type === "gap") await reload();
 *   else await save(item.data);
 * }
 * ```
 *
 * It ends when the client is closed; it throws a `RealtimeError` if the subscription is refused, and an `AbortError` when
 * `signal` aborts.
 */
export function messages<Events extends object = AnyEvents>(
  channel: ReadOnlyChannel<Events>,
  options: MessagesOptions = {},
): AsyncIterableIterator<ChannelMessage<Events> | ChannelGap, undefined> {
  return new MessageStream<Events>(contextOf(channel), options);
}
