import type { ConnectionState } from "@parlance/protocol";
import { onAbort } from "./abortable.js";
import { endOf, isFinal } from "./final-state.js";
import type { RealtimeSession } from "./realtime-session.js";

/** Resolves when connected, at once if it is; connects if nothing did yet and nobody disconnected. Rejects when the client ends. */
export function whenConnected(
  session: RealtimeSession,
  signal?: AbortSignal,
): Promise<Extract<ConnectionState, { readonly status: "connected" }>> {
  return new Promise((resolve, reject) => {
    session.begin();
    const settle = (): void => {
      const { state } = session;
      if (state.status === "connected") resolve(state);
      else if (isFinal(state)) reject(endOf(state));
      else return;
      stopState();
      stopAbort();
    };
    const stopState = session.listeners.on("state", settle);
    const stopAbort = onAbort(signal, (error) => {
      stopState();
      reject(error);
    });
    settle();
  });
}
