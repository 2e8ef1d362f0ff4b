import type { ConnectionState } from "./connection-state.js";
import type { Context } from "./context.js";
import type { SessionError } from "./session-error.js";

/** What the application is shown of the connection. */
export class ShownState {
  current: ConnectionState = { status: "idle" };

  constructor(readonly context: Context) {}

  become(state: ConnectionState): void {
    const previous = this.current;
    this.current = state;
    this.context.emit({ type: "state", state, previous });
  }

  /** A connection or an attempt is over. `since` stays that of the first loss; `session`: there is one to resume. */
  lost({
    session,
    ...why
  }: {
    readonly error: SessionError;
    readonly attempt: number;
    readonly retryAt: number | null;
    readonly session: boolean;
  }): void {
    const { now, windowMs } = this.context;
    const since = this.current.status === "reconnecting" ? this.current.since : now;
    this.become({ status: "reconnecting", ...why, since, resumable: session && now < since + windowMs });
  }

  /** The next attempt begins then; null: it is under way, or nobody knows. */
  retry(retryAt: number | null): void {
    const { current } = this;
    if (current.status === "reconnecting" && current.retryAt !== retryAt) this.become({ ...current, retryAt });
  }
}
