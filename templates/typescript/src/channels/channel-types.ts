import type { NamedChannel, Part } from "@parlance/generator";
import { realtimeType } from "../code/runtime.js";

/** The type arguments of a channel, as its descriptor and its method write them. */
export interface ChannelTypes {
  readonly events: Part;
  readonly parameters: Part;
}

/** Writes the types of a channel; `from` is the module they are imported from, empty in the module itself. */
export function channelTypes({ events, parameters, types }: NamedChannel, from: string): ChannelTypes {
  const use = (name: string): Part => (from === "" ? name : { name, from, typeOnly: true });
  return {
    events: events.length > 0 ? use(types.events) : realtimeType("AnyEvents"),
    parameters: parameters.length > 0 ? use(types.parameters) : "object",
  };
}
