import type { Channel, Diagnostic } from "@parlance/contract";

/** A socket looks as if its document described the server, and is read as a client's. */
export function perspectiveAssumed({ name, place }: Channel): Diagnostic {
  return {
    code: "perspective-assumed",
    severity: "info",
    message: `The operations of channel "${name}" look like the server's; they are read as the client's, so that it sends what they send.`,
    help: "Write x-parlance-perspective: server at the first level of the document to turn them round, or client to confirm it; --perspective does the same for a document that is not yours.",
    place,
  };
}
