import type { SessionError } from "../session/session-error.js";

/** Close codes after which the same would happen again (RFC 6455 section 7.4.1). */
const hopeless: ReadonlySet<number> = new Set([1002, 1003, 1007, 1008, 1009, 1010]);
/** The server says goodbye. */
export const goodbye = 1000;

/** What the end of a connection means. `final`: nobody tries again. */
export function lossOf(
  {
    code,
    reason,
    error,
  }: { readonly code: number; readonly reason: string; readonly error?: SessionError | undefined },
  finalCodes: readonly number[] = [],
): { readonly error: SessionError; readonly final: boolean } {
  if (error) return { error, final: !error.retryable };
  const final = hopeless.has(code) || finalCodes.includes(code);
  const why = reason === "" ? "" : `: ${reason.replace(/[.!]$/, "")}`;
  const message = `The connection ended with close code ${code}${why}`;
  return { error: { code: "connection_lost", message, retryable: !final, closeCode: code }, final };
}
