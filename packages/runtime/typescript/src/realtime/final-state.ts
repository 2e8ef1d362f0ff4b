import type { ConnectionState, SessionError } from "@parlance/protocol";
import { closed } from "@parlance/protocol";
import { ClosedError } from "./closed-error.js";
import { RealtimeError } from "./realtime-error.js";

/** A state that nothing comes after. */
export type FinalState = Extract<ConnectionState, { readonly status: "closed" | "failed" }>;

/** Whether nothing comes after a state. */
export function isFinal(state: ConnectionState): state is FinalState {
  return state.status === "closed" || state.status === "failed";
}

/** What ended a client, for whoever still wants something of it. */
export function endOf(state: FinalState): RealtimeError {
  return errorOf(state.status === "failed" ? state.error : closed);
}

/** An error of the session, as the application sees it. */
export function errorOf(error: SessionError): RealtimeError {
  return error.code === "closed" ? new ClosedError() : new RealtimeError(error);
}
