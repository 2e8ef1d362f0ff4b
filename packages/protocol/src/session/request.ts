import type { ClientFrame } from "../frames/frames.gen.js";
import type { SessionError } from "./session-error.js";
import type { Outcome } from "./session-event.js";

/** A frame that is answered, before it has its number on a connection. */
export type RequestBody = WithoutId<ClientFrame> | { readonly type: "ping" };
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
  readonly bytes?: number | undefined;
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
 * Whether it goes out again on the next connection, because it does no harm twice or the server knows it again. What the
 * session asked for itself is asked anew by whoever needs it then.
 */
export function isResent({ number, body: { type } }: Request): boolean {
  return number !== undefined && (type === "publish" || type === "presence" || type === "history");
}

/** Ends a request that was not answered: `failed` if it surely changed nothing, otherwise `unknown`. */
export function giveUp(request: Request, error: SessionError): void {
  const { type } = request.body;
  const changes = type === "publish" || type === "presence" || type === "request";
  settle(request, { status: changes && request.sentAt !== null ? "unknown" : "failed", error });
}

/** Tells what became of a request, the first time it is known. */
export function settle(request: Request, outcome: Outcome): void {
  if (request.settled) return;
  request.settled = true;
  request.settle(outcome);
}
