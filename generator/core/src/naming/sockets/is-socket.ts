import type { Channel, Server } from "@parlance/contract";

/** Whether the channel is the socket on which the frames of the Parlance protocol travel: it names the sub-protocol. */
export function carriesFrames({ extensions }: Channel): boolean {
  const protocols = extensions?.["x-subprotocols"];
  return Array.isArray(protocols) && protocols.some((each) => String(each).startsWith("parlance."));
}

/** Whether the channel is the platform's own affair, and no socket of somebody else's. */
export function speaksParlance(channel: Channel): boolean {
  return carriesFrames(channel) || channel.extensions?.["x-parlance-channel"] !== undefined;
}

/** The servers of a channel: those it names, else all that are no REST server. */
export function serversOf({ servers: names }: Channel, servers: readonly Server[]): readonly Server[] {
  return servers.filter(({ name }) => name !== undefined && (names.length === 0 || names.includes(name)));
}

/** Whether the server takes WebSockets. */
export function takesSockets({ protocol }: Server): boolean {
  return protocol === "ws" || protocol === "wss";
}
