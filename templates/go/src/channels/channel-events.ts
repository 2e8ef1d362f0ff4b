import { type NamedChannel, type NamedChannelEvent, part, type Part } from "@parlance/generator";
import { standardSymbol } from "../code/runtime.js";
import { type Held, heldBy, refTo } from "../types/sealed.js";
import type { TypeSite } from "../types/type-expression.js";

/** What a channel carries, as its subscribers get it. */
export interface ChannelEvents extends Pick<Held, "members"> {
  /** Type of the data of all events. */
  readonly type: Part;
  /** The events with the type that the data of each is read into. */
  readonly events: readonly { readonly event: string; readonly data: Part }[];
}

/** Reads from a channel what it carries: one struct, an interface of several, or whatever it is. */
export function channelEvents({ open, events, types }: NamedChannel, site: TypeSite): ChannelEvents {
  const raw = standardSymbol("encoding/json", "RawMessage");
  if (events.length === 0) {
    return { type: raw, events: [], members: [] };
  }
  const keys = events.map(keyOf);
  const held = heldBy(
    types.events,
    keys.map((key) => refTo(key, site)),
    site,
  );
  const read = events.map(({ event }, index) => ({ event, data: site.types.get(keys[index] ?? "")?.name ?? raw }));
  const [only, ...others] = held.members;
  return only !== undefined && others.length === 0 && !open
    ? { type: part`*${only}`, events: read, members: [] }
    : { ...held, events: read };
}

/** The key of the type of an event's data; undefined if several messages bring it with different ones. */
function keyOf({ messages }: NamedChannelEvent): string | undefined {
  const keys = new Set(messages.map(({ type }) => type));
  return keys.size === 1 ? [...keys][0] : undefined;
}
