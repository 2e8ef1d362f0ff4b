import { AbortError } from "../errors/abort-error.js";

/** The error of a wait that `signal` ended. */
export function abortErrorOf(signal: AbortSignal): AbortError {
  return new AbortError({ message: "The caller aborted", cause: signal.reason });
}

/** Calls `abort` when the signal aborts, at once if it has; gives what stops listening. */
export function onAbort(signal: AbortSignal | undefined, abort: (error: AbortError) => void): () => void {
  if (signal === undefined) return () => undefined;
  const listener = (): void => abort(abortErrorOf(signal));
  if (signal.aborted) listener();
  else signal.addEventListener("abort", listener, { once: true });
  return () => signal.removeEventListener("abort", listener);
}
