import type { OkFrame } from "@parlance/protocol";
import { problem } from "../problem/platform-error.js";
import { type Awaitable, whenReady } from "./awaitable.js";
import type { Connection } from "./connection.js";
import { errorFrame, told } from "./error-frame.js";
import { OutgoingFrame } from "./outgoing-frame.js";

/** What an `ok` carries beside its id. */
export type OkMembers = Readonly<Record<string, unknown>>;

/** Which request is answered. */
export interface Asked {
  readonly id: number;
  readonly channel?: string;
  /** Whether it counts towards the unanswered requests; those inside `hello` do not. Default true. */
  readonly counted?: boolean;
}

/**
 * Carries out a request and answers it once: with `ok` and what `members` makes of the result, or with the error. Refuses it at
 * once if too many are unanswered. `after` runs behind the answer, if the connection is still there.
 */
export function answer<Value>(
  connection: Connection,
  asked: Asked,
  request: {
    readonly work: () => Awaitable<Value>;
    readonly members: (value: Value) => OkMembers;
    readonly after?: (value: Value) => void;
  },
): void {
  const { requestsInFlight } = connection.hub.limits;
  const weight = asked.counted === false ? 0 : 1;
  if (weight > 0 && connection.inFlight >= requestsInFlight) {
    connection.send(
      errorFrame(
        problem("too_many_in_flight", `At most ${requestsInFlight} requests may be unanswered. Wait for an answer.`),
        asked,
      ),
    );
    return;
  }
  connection.inFlight += weight;
  whenReady(
    request.work,
    (value) => {
      connection.inFlight -= weight;
      const ok: OkFrame = { type: "ok", id: asked.id, ...request.members(value) };
      connection.send(new OutgoingFrame(ok));
      if (connection.isOpen) request.after?.(value);
    },
    (error: unknown) => {
      connection.inFlight -= weight;
      connection.send(errorFrame(told(error, connection.hub.report), asked));
    },
  );
}
