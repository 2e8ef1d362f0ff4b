import type { SessionError } from "@parlance/protocol";
import { readBounded } from "../../http/read-bounded.js";
import { retryAfterOf } from "../../http/retry-after.js";

/** Why the server did not do what a call asked for. */
export interface Refusal {
  readonly status: number;
  /** The same for the session. Its cause shows the answer. */
  readonly error: SessionError;
}

/** What a status means that comes without a code, as from a proxy in between. */
const codes: Readonly<Record<number, string>> = { 401: "invalid_token", 429: "rate_limited" };
/** Characters of an answer that its error shows. */
const shownLength = 1_000;
/** The 4xx that pass. Any other says that the same call will never do. */
const passing: readonly number[] = [408, 425, 429];

/** Reads a refusal: problem details (RFC 9457) of the server, the status alone of anybody else. Never rejects. */
export async function readRefusal(response: Pick<Response, "status" | "headers" | "body">): Promise<Refusal> {
  const { status, headers } = response;
  const text = await readBounded(response).catch(() => "");
  const { code: own, detail, retryable } = problemOf(text);
  const final = status >= 400 && status < 500 && !passing.includes(status);
  const afterMs = retryAfterOf(headers, Date.now());
  const summary = `The server answered with status ${status}`;
  const error = {
    // A code of a newer server is told as it is: codes are an open list.
    code: typeof own === "string" ? own : (codes[status] ?? (final ? `status_${status}` : "unavailable")),
    message: typeof detail === "string" ? detail : final ? `${summary}. Look at the client's url` : summary,
    retryable: typeof retryable === "boolean" ? retryable : !final,
    ...(afterMs && { afterMs }),
    cause: new Error(text === "" ? summary : `${summary}: ${text.slice(0, shownLength)}`),
  };
  return { status, error };
}

function problemOf(text: string): { readonly code?: unknown; readonly detail?: unknown; readonly retryable?: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
