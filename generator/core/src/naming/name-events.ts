import type { Message, Schema } from "@parlance/contract";
import { dereference } from "../schemas/dereference.js";
import { tagValues } from "../schemas/tag-values.js";
import { payloadKey } from "./name-types.js";
import type { NamedChannelEvent, Types } from "./named-contract.js";

/** The member of a payload that tells its event, on every channel of the Parlance protocol. */
const tag = "type";

/** What a channel carries: events that the contract knows, and whether publishers bring events of their own. */
export interface ChannelEvents {
  readonly events: readonly NamedChannelEvent[];
  readonly open: boolean;
}

/**
 * Finds the events of a channel's messages. An event is called as the constant `type` of its payload, or as its message where
 * the payload has none. A message whose payload may be anything stands for the events that publishers name.
 */
export function nameEvents(messages: readonly Message[], types: Types): ChannelEvents {
  const known = messages.filter(({ payload }) => payload !== undefined && !isAnything(payload, types));
  const named = known.flatMap((message) => eventNames(message, types).map((event) => ({ event, message })));
  const events = [...Map.groupBy(named, ({ event }) => event)].map(([event, group]) => ({
    event,
    messages: group.map(({ message }) => ({ message, type: typeKey(message) })),
  }));
  return { events, open: known.length < messages.length };
}

function eventNames(message: Message, types: Types): readonly string[] {
  const { values } = message.payload === undefined ? { values: [] } : tagValues(message.payload, tag, types);
  return values.length > 0 ? values : [message.name];
}

function isAnything(payload: Schema, types: Types): boolean {
  return dereference(payload, types, new Set())?.kind === "any";
}

/** The key that the type of the payload has among the types. */
function typeKey(message: Message): string {
  return message.payload?.kind === "ref" ? message.payload.name : payloadKey(message);
}
