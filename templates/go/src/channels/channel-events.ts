import { type NamedChannel, type NamedChannelEvent, part, type Part } from "@parlance/generator";
import { standardSymbol } from "../code/runtime.js";
import { type TypeSite, valueSchema } from "../types/type-expression.js";

/** What a channel carries, as its subscribers get it. */
export interface ChannelEvents {
  /** Type of the data of all events. */
  readonly type: Part;
  /** The events with the type that the data of each is read into; none if publishers bring events of their own. */
  readonly events: readonly { readonly event: string; readonly data: Part }[];
  /** The structs that stand for the events, where an interface holds one of them. */
  readonly members: readonly string[];
}

/** Reads from a channel what it carries: one struct, an interface of several, or whatever it is. */
export function channelEvents({ open, events, types }: NamedChannel, site: TypeSite): ChannelEvents {
  const raw = standardSymbol("encoding/json", "RawMessage");
  if (open || events.length === 0) {
    return { type: raw, events: [], members: [] };
  }
  const read = events.map((each) => ({ event: each.event, data: dataType(each, site) ?? raw }));
  const names = [...new Set(read.map(({ data }) => data))];
  const structs = events.every((each) => isObject(each, site)) ? names.filter((each) => typeof each === "string") : [];
  const [only] = structs;
  if (only !== undefined && names.length === 1) {
    return { type: part`*${only}`, events: read, members: [] };
  }
  return structs.length === names.length
    ? { type: types.events, events: read, members: structs }
    : { type: "any", events: read, members: [] };
}

/** The type of an event's data; undefined if several messages bring it with different ones. */
function dataType({ messages }: NamedChannelEvent, site: TypeSite): string | undefined {
  const names = new Set(messages.map(({ type }) => site.types.get(type)?.name));
  return names.size === 1 ? [...names][0] : undefined;
}

function isObject({ messages }: NamedChannelEvent, site: TypeSite): boolean {
  return messages.every(({ type }) => {
    const schema = site.types.get(type)?.schema;
    return schema !== undefined && schema.kind === "object" && valueSchema(schema, site)?.kind === "object";
  });
}
