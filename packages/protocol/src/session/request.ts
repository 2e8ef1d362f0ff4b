import type { ClientFrame } from "../frames/frames.gen.js";
import type { SessionError } from "./session-error.js";
import type { Outcome } from "./session-event.js";

/** A frame that is answered, before it has its number on a connection. */
export type RequestBody = WithoutId<ClientFrame>;
type WithoutId<Frame> = Frame extends { readonly type: "hello" }
  ? never
  : Frame extends { readonly id: number }
    ? Omit<Frame, "id">
    : never;

/** What to ask and whom to tell. */
export interface RequestSpec {
  readonly body: RequestBody;
  /** The driver's number; absent for what the session asks for itself. */
  readonly number?: number;
  /** The size of the encoded frame. Default 0. */
  readonly bytes?: number;
  readonly timeoutMs: number | null;
  /** Told once, unless the connection breaks under what the session asked for itself. */
  readonly settle: (outcome: Outcome) => void;
}

/** A request from the moment it is accepted. */
export interface Request extends RequestSpec {
  readonly deadline: number;
  /** When it was sent first; null while it never was. */
  sentAt: number | null;
  settled: boolean;
}

/**
 * What becomes of a request of each kind. `resend`: it does no harm twice, or the server knows it again. `changes`: once
 * sent and unanswered, nobody can tell whether it was carried out. `own`: asked anew by whoever needs it on the next
 * connection.
 */
const kinds: Readonly<
  Record<RequestBody["type"], { readonly resend?: true; readonly changes?: true; readonly own?: true }>
> = {
  publish: { resend: true, changes: true },
  presence: { resend: true, changes: true },
  history: { resend: true },
  request: { changes: true },
  subscribe: { own: true },
  unsubscribe: { own: true },
  auth: { own: true },
};

/** Whether it goes out again on the next connection. */
export function isResent(request: Request): boolean {
  return request.number !== undefined && kinds[request.body.type].resend === true;
}

/** Whether it ends with its connection without a word, because the session asked for it. */
export function isOwn(request: Request): boolean {
  return request.number === undefined || kinds[request.body.type].own === true;
}

/** Ends a request that was not answered: `failed` if it surely changed nothing, otherwise `unknown`. */
export function giveUp(request: Request, error: SessionError): void {
  const sent = request.sentAt !== null && kinds[request.body.type].changes === true;
  settle(request, { status: sent ? "unknown" : "failed", error });
}

/** Tells what became of a request, the first time it is known. */
export function settle(request: Request, outcome: Outcome): void {
  if (request.settled) return;
  request.settled = true;
  request.settle(outcome);
}
