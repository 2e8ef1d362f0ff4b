import type { ErrorCode, ErrorFrame } from "@parlance/protocol";
import { readBounded } from "../../http/read-bounded.js";

/** Why the server did not do what a call asked for. */
export interface Refusal {
  readonly status: number;
  /** The same in the members of an `error` frame. */
  readonly error: Pick<ErrorFrame, "code" | "message" | "retryable" | "afterMs">;
}

/** What a status means that comes without a code, as from a proxy in between. */
const codes: Readonly<Record<number, ErrorCode>> = { 401: "invalid_token", 429: "rate_limited" };

/** Reads a refusal: problem details (RFC 9457) of the server, the status alone of anybody else. Never rejects. */
export async function readRefusal(response: Response): Promise<Refusal> {
  const { status, headers } = response;
  const { code, detail, retryable } = problemOf(await readBounded(response).catch(() => ""));
  // Seconds; a date, which only proxies write, counts as nothing.
  const afterMs = Number(headers.get("retry-after")) * 1000;
  const own = typeof code === "string";
  const error = {
    // A code of a newer server is told as it is: codes are an open list.
    code: own ? (code as ErrorCode) : (codes[status] ?? "unavailable"),
    message: typeof detail === "string" ? detail : `The server answered with status ${status}`,
    retryable: own ? retryable === true : true,
    ...(afterMs > 0 && { afterMs }),
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
