import type { ErrorFrame, OkFrame } from "@parlance/protocol";
import { PlatformError, problem } from "../problem/platform-error.js";
import { problemPage } from "../problem/problem-body.js";
import type { Connection } from "./connection.js";
import type { Awaitable } from "./gate.js";
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

const maxMessage = 1000;

/** Does something with a value that is there now or comes later. What is there now is handled before this returns. */
export function whenReady<Value>(
  work: () => Awaitable<Value>,
  done: (value: Value) => void,
  failed: (error: unknown) => void,
): void {
  let value: Awaitable<Value>;
  try {
    value = work();
  } catch (error) {
    failed(error);
    return;
  }
  const finish = (ready: Value): void => {
    try {
      done(ready);
    } catch (error) {
      failed(error);
    }
  };
  if (isPromise(value)) value.then(finish, failed);
  else finish(value);
}

/** Goes on with a value that is there now or comes later. */
export function chain<Value, Result>(
  value: Awaitable<Value>,
  goOn: (value: Value) => Awaitable<Result>,
): Awaitable<Result> {
  return isPromise(value) ? value.then(goOn) : goOn(value);
}

/**
 * Carries out a request and answers it once: with `ok` and what `members` makes of the result, or with the error. Refuses it at
 * once if too many are unanswered. `after` runs behind the answer.
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
      request.after?.(value);
    },
    (error: unknown) => {
      connection.inFlight -= weight;
      connection.send(errorFrame(told(error, connection), asked));
    },
  );
}

/** The error as the client is told: nothing of an unexpected one is shown. */
export function told(error: unknown, connection: Connection): PlatformError {
  if (error instanceof PlatformError) return error;
  connection.hub.report(error);
  return problem("internal_error", "The platform failed. Repeat with back-off.", { cause: error });
}

/** An error as a frame. */
export function errorFrame(error: PlatformError, asked: Partial<Asked> = {}): OutgoingFrame {
  const frame: ErrorFrame = {
    type: "error",
    ...(asked.id !== undefined && { id: asked.id }),
    ...(asked.channel !== undefined && { channel: asked.channel }),
    code: error.code,
    message: error.message.slice(0, maxMessage),
    retryable: error.retryable,
    ...(error.retryAfterSeconds !== undefined && { afterMs: Math.ceil(error.retryAfterSeconds * 1000) }),
    href: problemPage(error.code),
  };
  return new OutgoingFrame(frame);
}

/** Whether a value comes later. */
export function isPromise<Value>(value: Awaitable<Value>): value is PromiseLike<Value> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
