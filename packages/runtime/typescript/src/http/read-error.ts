import { responseErrorOf } from "../errors/response-error-of.js";
import type { ResponseError } from "../errors/response-error.js";
import { parseJson } from "./parse-json.js";
import { readBounded } from "./read-bounded.js";
import { retryAfterOf } from "./retry-after.js";

/** Reads a refusal: problem details (RFC 9457) where the server gives them, the text else. */
export async function readError(
  response: Response,
  context: { readonly operation: string; readonly now: number },
): Promise<ResponseError> {
  const { status, headers } = response;
  // The status is known already; a body cut short must not hide it.
  const body = parseJson(await readBounded(response).catch(() => "")) || undefined;
  const problem = problemOf(body);
  const { code, retryable, requestId } = problem;
  const texts = [problem.title ?? problem.message, problem.detail].filter(isText);
  return responseErrorOf({
    operation: context.operation,
    status,
    headers,
    body,
    code: isText(code) ? code : `status_${status}`,
    message: texts.join(": ") || `${context.operation} was answered with status ${status}`,
    retryable: typeof retryable === "boolean" ? retryable : isTemporary(status),
    requestId: requestIdOf(headers) ?? (isText(requestId) ? requestId : undefined),
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
  const problem: { readonly error?: unknown } & Problem = Object(body);
  return typeof problem.error === "object" && problem.error !== null ? problem.error : problem;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
