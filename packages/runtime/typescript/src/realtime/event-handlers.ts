import type { EventName } from "./channel-events.js";
import type { ChannelMessage, MessageOf } from "./channel-message.js";
import type { MessageHandler } from "./subscribe-options.js";

/** One function for each event one cares for, called with the event's data and with the message that brought it. */
export type EventHandlers<Events extends object> = {
  readonly [Name in EventName<Events>]?: (data: Events[Name], message: MessageOf<Name, Events[Name]>) => unknown;
};

/** Hands each message to the function of its event; messages of other events go nowhere. */
export function handlerOf<Events extends object>(
  handlers: EventHandlers<Events> | MessageHandler<Events>,
): MessageHandler<Events> {
  if (typeof handlers === "function") return handlers;
  const byEvent = new Map<string, unknown>(Object.entries(handlers));
  return (message: ChannelMessage<Events>) => {
    const handler = byEvent.get(message.event);
    if (typeof handler === "function") return handler(message.data, message) as unknown;
  };
}
