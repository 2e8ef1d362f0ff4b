import type { Attempt, Hooks } from "../client/hooks.js";
import { ResponseError } from "../errors/response-error.js";

/** The part of OpenTelemetry's `Span` that is used; theirs fits. */
export interface Span {
  spanContext(): { readonly traceId: string; readonly spanId: string; readonly traceFlags: number };
  setAttribute(name: string, value: string | number): unknown;
  setStatus(status: { readonly code: number; readonly message?: string }): unknown;
  end(): void;
}

/** The part of OpenTelemetry's `Tracer` that is used: give `trace.getTracer("my-app")`. */
export interface Tracer {
  startSpan(
    name: string,
    options: { readonly kind: number; readonly attributes: Record<string, string | number> },
  ): Span;
}

/** How calls are traced. */
export interface TracingOptions {
  readonly tracer: Tracer;
  /** Whether the server is told the trace by `traceparent` (W3C Trace Context). Default: true. */
  readonly propagate?: boolean;
}

/** `SpanKind.CLIENT` and `SpanStatusCode.ERROR` of @opentelemetry/api. */
const client = 2;
const failed = 2;

/** Hooks that make one client span of each attempt, by OpenTelemetry's conventions for HTTP. */
export function tracingHooks({ tracer, propagate = true }: TracingOptions): Hooks {
  const spans = new WeakMap<Attempt, Span>();
  return {
    onRequest(attempt) {
      const span = tracer.startSpan(attempt.operation, { kind: client, attributes: attributesOf(attempt) });
      spans.set(attempt, span);
      if (propagate) attempt.headers.set("traceparent", traceparent(span));
    },
    onResponse(attempt, { status }) {
      const span = spans.get(attempt);
      span?.setAttribute("http.response.status_code", status);
      if (status < 400) span?.end();
    },
    onError(attempt, error) {
      const span = spans.get(attempt);
      span?.setAttribute("error.type", error instanceof ResponseError ? String(error.status) : error.code);
      span?.setStatus({ code: failed, message: error.message });
      span?.end();
    },
  };
}

function attributesOf({ method, url, number }: Attempt): Record<string, string | number> {
  const { hostname, port, protocol } = new URL(url);
  return {
    "http.request.method": method,
    "server.address": hostname,
    "server.port": Number(port) || (protocol === "https:" ? 443 : 80),
    "url.full": url.split("?", 1)[0] ?? url,
    ...(number > 1 && { "http.request.resend_count": number - 1 }),
  };
}

function traceparent(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
}
