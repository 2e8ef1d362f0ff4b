import { kindOf } from "./channel-name.js";
import { limits, reservedEvent } from "./protocol.js";

/** Says why a client event is refused for good, or nothing. */
export function clientEventDefect(event: string, channel: string): string | undefined {
  const { access, encrypted } = kindOf(channel);
  if (access !== "private" && access !== "presence") return "Client events need a private or presence channel.";
  if (encrypted) return "Client events are not supported on encrypted channels.";
  return eventNameDefect(event);
}

/** Says why an application cannot use the name of an event, or nothing. */
export function eventNameDefect(event: string): string | undefined {
  if (event === "" || event.length > limits.eventName)
    return `The name of an event has 1 to ${limits.eventName} characters.`;
  return reservedEvent.test(event)
    ? "Names beginning with pusher: and pusher_internal: are the protocol's."
    : undefined;
}

/** Counts the client events of one connection in each second. */
export class ClientEventRate {
  #second = 0;
  #count = 0;

  /** Takes one. Says whether it is within the limit. `now` is in milliseconds. */
  take(now: number): boolean {
    const second = Math.floor(now / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#count = 0;
    }
    return ++this.#count <= limits.clientEventsPerSecond;
  }
}
