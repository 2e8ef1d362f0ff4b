import type { Call } from "../handler.js";
import type { LiveConnection, Termination } from "./live-connection.js";

/** Ends the connections of the caller's project that are selected, once the call's transaction is durable. */
export function endConnections(
  call: Call,
  selected: (connection: LiveConnection) => boolean,
  termination: Termination,
): void {
  call.afterCommit(() => {
    for (const connection of ofProject(call).filter(selected)) connection.terminate(termination);
  });
}

/** Lets the connections of the caller's project that are selected be judged anew, once the transaction is durable. */
export function recheckConnections(call: Call, selected: (connection: LiveConnection) => boolean): void {
  call.afterCommit(() => {
    for (const connection of ofProject(call).filter(selected)) connection.recheck();
  });
}

function ofProject({ caller, connections, operation }: Call): readonly LiveConnection[] {
  if (caller.type === "anonymous") throw new Error(`${operation.id} needs a caller.`);
  return connections.list(caller.application.project);
}
