import type { Diagnostic } from "@parlance/contract";
import type { NamedSocket } from "../naming/sockets/named-socket.js";

/** A socket wants credentials that its client cannot apply by itself. */
export function socketSecurityUnsupported(
  { name, channels: [{ place }] }: Pick<NamedSocket, "name" | "channels">,
  schemes: readonly string[],
): Diagnostic {
  return {
    code: "socket-security-unsupported",
    severity: "info",
    message: `The socket "${name}" wants credentials that its client does not apply: ${schemes.join(", ")}.`,
    help: "Hand them in by the option `headers`, or say with x-parlance-token where a token goes.",
    place,
  };
}
