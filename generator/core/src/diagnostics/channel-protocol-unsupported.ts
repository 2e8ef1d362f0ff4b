import type { Channel, Diagnostic, Server } from "@parlance/contract";

/** A channel whose servers speak what no SDK does: of it there are the types of its messages alone. */
export function channelProtocolUnsupported({ name, place }: Channel, servers: readonly Server[]): Diagnostic {
  const protocols = [...new Set(servers.map(({ protocol }) => protocol))].join(", ");
  return {
    code: "channel-protocol-unsupported",
    severity: "warning",
    message: `The servers of channel "${name}" speak ${protocols}, and SDKs speak WebSocket; of this channel there are the types of its messages.`,
    help: "Give the channel a server of protocol ws or wss if it has one, or use the types with a client of that protocol.",
    place,
  };
}
