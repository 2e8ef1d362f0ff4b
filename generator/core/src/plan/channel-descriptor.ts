import type { JsonObject } from "@parlance/contract";
import type { NamedChannel } from "../naming/named-contract.js";

/**
 * A channel as the plain constant that runtimes read: its address by the parameters' keys, and the events it carries unless
 * publishers bring events of their own.
 */
export function channelDescriptor({ channel, parameters, events, open }: NamedChannel): JsonObject {
  const address = parameters.reduce(
    (text, { key, parameter: { name } }) => text.replaceAll(`{${name}}`, () => `{${key}}`),
    channel.address ?? "",
  );
  return { id: channel.name, address, ...(open ? {} : { events: events.map(({ event }) => event) }) };
}
