import { responseErrorOf } from "../errors/response-error-of.js";
import type { ResponseError } from "../errors/response-error.js";
import { readBounded } from "./read-bounded.js";
import { retryAfterOf } from "./retry-after.js";

/** Reads a refusal: problem details (RFC 9457) where the server gives them, the text else. */
export async function readError(response: Response, context: { readonly operation: string; readonly now: number }): Promise<ResponseError> {
  const { status, headers } = response;
  const body = parse(await readBounded(response));
  const problem = problemOf(body);
  return responseErrorOf({
    operation: context.operation,
    status,
    headers,
    body,
    code: text(problem.code) ?? `status_${status}`,
    message: messageOf(problem) ?? `${context.operation} was answered with status ${status}`,
    retryable: typeof problem.retryable === "boolean" ? problem.retryable : isTemporary(status),
    requestId: requestIdOf(headers) ?? text(problem.requestId),
    retryAfter: retryAfterOf(headers, context.now),
  });
}

/** The id under which the server knows the call. */
export function requestIdOf(headers: Headers): string | undefined {
  return headers.get("request-id") ?? headers.get("x-request-id") ?? undefined;
}

/** 408, 429 and server errors may pass by themselves; 501 and 505 do not. */
function isTemporary(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

interface Problem {
  readonly code?: unknown;
  readonly title?: unknown;
  readonly detail?: unknown;
  readonly message?: unknown;
  readonly retryable?: unknown;
  readonly requestId?: unknown;
}

/** The members that describe an error, also when they stand under `error`, as many platforms have them. */
function problemOf(body: unknown): Problem {
  if (typeof body !== "object" || body === null) return {};
  return "error" in body && typeof body.error === "object" && body.error !== null ? body.error : body;
}

function messageOf(problem: Problem): string | undefined {
  const [title, detail] = [text(problem.title) ?? text(problem.message), text(problem.detail)];
  return title !== undefined && detail !== undefined ? `${title}: ${detail}` : (detail ?? title);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function parse(body: string): unknown {
  if (body === "") return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
