import type { Hooks } from "../client/hooks.js";
import { redactHeaders } from "./redact-headers.js";

/** One line of the log of calls, as data. */
export interface LogEntry {
  readonly event: "request" | "response" | "error" | "retry";
  readonly operation: string;
  readonly attempt: number;
  readonly method: string;
  /** Without the query, which may hold what is nobody's business. */
  readonly url: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly error?: string;
  /** Milliseconds until the next attempt. */
  readonly delay?: number;
}

/** Hooks that tell `log` what goes out and what comes back; credentials in headers are redacted, bodies are not told. */
export function loggingHooks(log: (entry: LogEntry) => void): Hooks {
  const entry = (event: LogEntry["event"], attempt: Parameters<NonNullable<Hooks["onRequest"]>>[0]): LogEntry => {
    const { operation, number, method, url } = attempt;
    return { event, operation, attempt: number, method, url: url.split("?", 1)[0] ?? url };
  };
  return {
    onRequest: (attempt) => log({ ...entry("request", attempt), headers: redactHeaders(attempt.headers) }),
    onResponse: (attempt, { status, headers }) =>
      log({ ...entry("response", attempt), status, headers: redactHeaders(headers) }),
    onError: (attempt, { code }) => log({ ...entry("error", attempt), error: code }),
    onRetry: (attempt, { delay, error }) => log({ ...entry("retry", attempt), delay, error: error.code }),
  };
}
