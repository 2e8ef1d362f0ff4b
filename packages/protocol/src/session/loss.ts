import { connectionLost, namedCloseCodes, refused } from "../frames/codes.gen.js";
import type { ByeFrame, ErrorFrame } from "../frames/frames.gen.js";
import { errorOf } from "./errors.js";
import type { Input } from "./input.js";
import type { SessionError } from "./session-error.js";

/** Why a connection or an attempt ended, and how to come back. */
export interface Loss {
  readonly error: SessionError;
  /** `never`: the session has failed. `now`: at once, unless that was tried just before. `later`: with back-off. */
  readonly comeBack: "never" | "now" | "later";
  /** Where to connect instead, once. */
  readonly to?: string | undefined;
}

/** Whether a fresh token may help. */
export function concernsToken({ code }: SessionError): boolean {
  return code === "invalid_token" || code === "token_expired" || code === "missing_token";
}

/** Whether the server has lost the session, or somebody else has it. */
export function sessionIsGone({ code }: SessionError): boolean {
  return code === "insufficient_state" || code === "session_taken_over";
}

/** What follows from a `bye`, or from an `error` that answers `hello`. */
export function lossByFrame(frame: ByeFrame | ErrorFrame): Loss {
  const comeBack = frame.retryable ? comeBackAfter(namedCloseCodes[frame.code] ?? 0, "later") : "never";
  return { error: errorOf(frame), comeBack, to: "to" in frame ? frame.to : undefined };
}

/**
 * What follows from a close that no frame announced. Several errors share a close code, so the server may name its own in
 * the reason. What the transport knows itself goes before both.
 */
export function lossByClose({ code: closeCode, reason, why }: Input & { readonly type: "closed" }): Loss {
  if (why && "code" in why) return { error: why, comeBack: why.retryable ? "later" : "never" };
  const comeBack = comeBackAfter(closeCode);
  const named = Object.keys(namedCloseCodes).find((code) => namedCloseCodes[code] === closeCode);
  const own = comeBack === "never" ? refused : connectionLost;
  const code = closeCode >= 4000 && /^[a-z_]+$/.test(reason) ? reason : (named ?? own.code);
  return { error: { ...own, code, closeCode, ...why }, comeBack };
}

/** The ranges of `specs/errors.yaml`; 1000 by the server means that it is done with us. */
function comeBackAfter(closeCode: number, final: "never" | "later" = "never"): Loss["comeBack"] {
  if (closeCode === 1000 || (closeCode >= 4000 && closeCode < 4100)) return final;
  return closeCode >= 4200 && closeCode < 4300 ? "now" : "later";
}
