import type { ConnectionState } from "@parlance/protocol";
import { ClosedError } from "./closed-error.js";
import { RealtimeError } from "./realtime-error.js";

/** A state that nothing comes after. */
export type FinalState = Extract<ConnectionState, { readonly status: "closed" | "failed" }>;

export function isFinal(state: ConnectionState): state is FinalState {
  return state.status === "closed" || state.status === "failed";
}

/** What ended a client, for whoever still wants something of it. */
export function endOf(state: FinalState): RealtimeError {
  return state.status === "failed" ? new RealtimeError(state.error) : new ClosedError();
}
