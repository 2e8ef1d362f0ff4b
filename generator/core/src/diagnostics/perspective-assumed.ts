import type { Channel, Contract, Diagnostic } from "@parlance/contract";
import { speaksParlance } from "../naming/sockets/is-socket.js";

/**
 * Says of the first of these sockets that looks as if its document described the server that it is read as a client's. Nothing
 * where the document says whose operations it has.
 */
export function perspectiveDoubts(contract: Contract, sockets: readonly Channel[]): readonly Diagnostic[] {
  const doubtful = sockets.find((each) => !speaksParlance(each) && looksLikeServer(each));
  if (doubtful === undefined || contract.extensions?.["x-parlance-perspective"] !== undefined) return [];
  const { name, place } = doubtful;
  return [
    {
      code: "perspective-assumed",
      severity: "info",
      message: `The operations of channel "${name}" look like the server's; they are read as the client's, so that it sends what they send.`,
      help: "Write x-parlance-perspective: server at the first level of the document to turn them round, or client to confirm it; --perspective does the same for a document that is not yours.",
      place,
    },
  ];
}

/** It answers, as servers do; or it does nothing but send. AsyncAPI 2, where names are addresses, leaves no doubt. */
function looksLikeServer({ name, address, operations }: Channel): boolean {
  const answers = operations.some(({ action, reply }) => action === "receive" && reply !== undefined);
  const onlySends = operations.length > 0 && operations.every(({ action, reply }) => action === "send" && !reply);
  return name !== address && (answers || onlySends);
}
