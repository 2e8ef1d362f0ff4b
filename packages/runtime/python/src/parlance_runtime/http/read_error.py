"""Refusals of a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from parlance_runtime.errors.response_errors import CLASSES, ResponseError
from parlance_runtime.http.parse_json import parse_json
from parlance_runtime.http.retry_wait import retry_after_of

if TYPE_CHECKING:
    import httpx

ERROR_LIMIT = 65_536
"""Most of a body in bytes that is read of an error, or to show what cannot be read."""


def response_error(response: httpx.Response, data: bytes, *, operation: str, now: float) -> ResponseError:
    """The error of a refusal: problem details (RFC 9457) where the server gives them, the text else."""
    status, headers = response.status_code, response.headers
    body = parse_json(data.decode("utf-8", "replace")) or None
    problem = _problem(body)
    title = problem.get("title", problem.get("message"))
    texts = [text for text in (title, problem.get("detail")) if _is_text(text)]
    retryable, request_id = problem.get("retryable"), problem.get("requestId")
    return CLASSES.get(status, ResponseError)(
        ": ".join(str(text) for text in texts) or f"{operation} was answered with status {status}",
        operation=operation,
        status=status,
        headers=headers,
        body=body,
        code=str(problem["code"]) if _is_text(problem.get("code")) else f"status_{status}",
        retryable=retryable if isinstance(retryable, bool) else _is_temporary(status),
        request_id=request_id_of(headers) or (str(request_id) if _is_text(request_id) else None),
        retry_after=retry_after_of(headers, now),
    )


def request_id_of(headers: httpx.Headers) -> str | None:
    """The id under which the server knows the call."""
    return headers.get("request-id") or headers.get("x-request-id")


def _is_temporary(status: int) -> bool:
    """408, 429 and server errors may pass by themselves; 501 and 505 do not."""
    return status in {408, 429} or (status >= 500 and status not in {501, 505})


def _problem(body: object) -> dict[str, object]:
    """The members that describe an error, also when they stand under `error`, as many platforms have them."""
    if not isinstance(body, dict):
        return {}
    members = cast("dict[str, object]", body)
    error = members.get("error")
    return cast("dict[str, object]", error) if isinstance(error, dict) else members


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""
