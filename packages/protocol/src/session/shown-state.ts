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
    readonly retryAt: number | null;
    readonly session: boolean;
  }): void {
    const { now, windowMs } = this.context;
    const { since, attempt } = this.current.status === "reconnecting" ? this.current : { since: now, attempt: 0 };
    const resumable = session && now < since + windowMs;
    this.become({ status: "reconnecting", ...why, attempt: attempt + 1, since, resumable });
  }

  /** The next attempt begins then; null: it is under way, or nobody knows. Not told, for the attempt is the same. */
  retry(retryAt: number | null): void {
    if (this.current.status === "reconnecting") this.current = { ...this.current, retryAt };
  }
}
