import type { Diagnostic } from "@parlance/contract";
import type { NamedContract } from "../naming/named-contract.js";

/** Tells of the sockets that do not speak the Parlance protocol, for languages that print no client of them. */
export function socketsUnsupported({ sockets }: Pick<NamedContract, "sockets">): readonly Diagnostic[] {
  return sockets.channels.map(({ name, channels: [{ place }] }) => ({
    code: "sockets-unsupported",
    severity: "warning",
    message: `The language has no client for the socket "${name}", which does not speak the Parlance protocol.`,
    help: "Use the types of its messages with a client of your own, or an SDK in a language that has one.",
    place,
  }));
}
