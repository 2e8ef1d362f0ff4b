import { closeCodes } from "../frames/codes.gen.js";
import type { ByeFrame, ErrorFrame } from "../frames/frames.gen.js";
import { errorOf, ownError } from "./errors.js";
import type { SessionError } from "./session-error.js";

/** Why a connection or an attempt ended, and how to come back. */
export interface Loss {
  readonly error: SessionError;
  /** `never`: the session has failed. `now`: at once, unless that was tried just before. `later`: with back-off. */
  readonly comeBack: "never" | "now" | "later";
  /** Where to connect instead, once. */
  readonly to?: string;
}

/** Codes for which a fresh token may help. */
const tokenCodes: ReadonlySet<string> = new Set(["invalid_token", "token_expired", "missing_token"]);

/** Whether a fresh token may help. */
export function concernsToken({ error }: Loss): boolean {
  return tokenCodes.has(error.code);
}

/** What follows from a `bye`, or from an `error` that answers `hello`. */
export function lossByFrame(frame: ByeFrame | ErrorFrame): Loss {
  const error = errorOf(frame);
  if (!frame.retryable) return { error, comeBack: "never" };
  const comeBack = comeBackAfter(closeCodes[frame.code] ?? 0);
  const to = frame.type === "bye" ? frame.to : undefined;
  return { error, comeBack: comeBack === "now" ? "now" : "later", ...(to === undefined ? {} : { to }) };
}

/**
 * What follows from a close that no frame announced. Several errors share a close code, so the server may name its own in
 * the reason.
 */
export function lossByClose(closeCode: number, reason: string): Loss {
  const comeBack = comeBackAfter(closeCode);
  const code =
    closeCodes[reason] === closeCode ? reason : Object.keys(closeCodes).find((each) => closeCodes[each] === closeCode);
  const own = ownError(comeBack === "never" ? "refused" : "connection_lost", { closeCode });
  return { error: code === undefined ? own : { ...own, code }, comeBack };
}

/** The ranges of `specs/errors.yaml`; 1000 by the server means that it is done with us. */
function comeBackAfter(closeCode: number): Loss["comeBack"] {
  if (closeCode === 1000 || (closeCode >= 4000 && closeCode < 4100)) return "never";
  return closeCode >= 4200 && closeCode < 4300 ? "now" : "later";
}
