"""Spans of calls."""

from __future__ import annotations

import sys
from typing import Any, Protocol
from urllib.parse import urlsplit

from parlance_runtime.client.hooks import Attempt, Hooks, Received
from parlance_runtime.errors import ParlanceError, ResponseError


class Span(Protocol):
    """The part of OpenTelemetry's `Span` that is used; theirs fits."""

    def get_span_context(self) -> Any:
        """Ids of the trace and the span."""
        ...

    def set_attribute(self, key: str, value: Any) -> None:
        """Adds an attribute."""
        ...

    def set_status(self, status: Any, description: str | None = None) -> None:
        """Says how it ended."""
        ...

    def end(self) -> None:
        """Ends the span."""
        ...


class Tracer(Protocol):
    """The part of OpenTelemetry's `Tracer` that is used: give `trace.get_tracer("my-app")`."""

    def start_span(self, name: str, *, kind: Any = ..., attributes: Any = None) -> Any:
        """Starts a span."""
        ...


def tracing_hooks(tracer: Tracer, *, propagate: bool = True) -> Hooks:
    """Hooks that make one client span of each attempt, by OpenTelemetry's conventions for HTTP.

    `propagate`: whether the server is told the trace by `traceparent` (W3C Trace Context).
    """
    key = object()

    def on_request(attempt: Attempt) -> None:
        span: Span = tracer.start_span(
            attempt.operation, kind=_constant("SpanKind", "CLIENT", 2), attributes=_attributes(attempt)
        )
        attempt.notes[key] = span
        if propagate:
            attempt.headers["traceparent"] = _traceparent(span)

    def span_of(attempt: Attempt) -> Any:
        return attempt.notes.get(key)

    def on_response(attempt: Attempt, received: Received) -> None:
        if (span := span_of(attempt)) is None:
            return
        span.set_attribute("http.response.status_code", received.status)
        if received.status < 400:
            span.end()

    def on_error(attempt: Attempt, error: ParlanceError) -> None:
        if (span := span_of(attempt)) is None:
            return
        span.set_attribute("error.type", str(error.status) if isinstance(error, ResponseError) else error.code)
        span.set_status(_constant("StatusCode", "ERROR", 2), error.message)
        span.end()

    return Hooks(on_request=on_request, on_response=on_response, on_error=on_error)


def _constant(enumeration: str, name: str, default: int) -> object:
    """A member of an enumeration of OpenTelemetry, which is loaded where there is a tracer of its."""
    module = sys.modules.get("opentelemetry.trace")
    return getattr(getattr(module, enumeration), name) if module is not None else default


def _attributes(attempt: Attempt) -> dict[str, str | int]:
    parts = urlsplit(attempt.url)
    attributes: dict[str, str | int] = {
        "http.request.method": attempt.method,
        "server.address": parts.hostname or "",
        "server.port": parts.port or (443 if parts.scheme == "https" else 80),
        "url.full": attempt.url.split("?", 1)[0],
    }
    return attributes if attempt.number == 1 else {**attributes, "http.request.resend_count": attempt.number - 1}


def _traceparent(span: Span) -> str:
    context = span.get_span_context()
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{int(context.trace_flags):02x}"
