"""Errors that the runtime finds itself, before or without an answer of the server."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from parlance_runtime.errors.parlance_error import ParlanceError

if TYPE_CHECKING:
    import httpx

TEXT_LIMIT = 65_536
"""Characters of an unreadable answer that an error keeps."""


class AbortError(ParlanceError):
    """The client was closed while the call was under way, or before (`client_closed`)."""

    def __init__(self, message: str, *, code: str = "aborted", operation: str | None = None) -> None:
        super().__init__(message, code=code, operation=operation)


class ConfigurationError(ParlanceError):
    """The client cannot work as it was set up; the message names what to set. Raised before any network."""

    def __init__(self, message: str, *, operation: str | None = None) -> None:
        super().__init__(message, code="configuration_invalid", operation=operation)


class ConnectionError(ParlanceError, builtins.ConnectionError):
    """The server could not be reached, or the connection broke before the answer was complete.

    Also caught as the built-in `ConnectionError`.
    """

    def __init__(self, message: str, *, operation: str | None = None) -> None:
        super().__init__(message, code="connection_failed", retryable=True, operation=operation)


class CredentialsError(ParlanceError):
    """No credentials fit the operation, or the ones given could not produce a token (`__cause__`)."""

    def __init__(
        self,
        message: str,
        *,
        code: Literal["credentials_failed", "credentials_missing"] = "credentials_failed",
        retryable: bool = False,
        operation: str | None = None,
    ) -> None:
        super().__init__(message, code=code, retryable=retryable, operation=operation)


class DecodeError(ParlanceError):
    """The server answered with something that cannot be read as the contract says: broken JSON, another media type."""

    text: str
    """What came, as text; its first 64 Ki characters."""
    status: int | None
    headers: httpx.Headers | None

    def __init__(
        self,
        message: str,
        *,
        text: str,
        status: int | None = None,
        headers: httpx.Headers | None = None,
        operation: str | None = None,
    ) -> None:
        super().__init__(message, code="decode_failed", operation=operation)
        self.text = text[:TEXT_LIMIT]
        self.status = status
        self.headers = headers


class TimeoutError(ParlanceError, builtins.TimeoutError):
    """The time for the call (`timeout`) or for one attempt (`attempt_timeout`) ran out.

    Also caught as the built-in `TimeoutError`.
    """

    def __init__(self, message: str, *, operation: str | None = None) -> None:
        super().__init__(message, code="timeout", retryable=True, operation=operation)


class ValidationIssue(NamedTuple):
    """One deviation from the contract."""

    pointer: str
    """JSON pointer (RFC 6901) into the body, or the name of the parameter."""
    message: str


class ValidationError(ParlanceError):
    """What was to be sent, or what came, is not what the contract says.

    Codes: `invalid_parameter` and `invalid_request` before anything was sent, `invalid_response` after.
    """

    issues: Sequence[ValidationIssue]

    def __init__(
        self,
        code: Literal["invalid_parameter", "invalid_request", "invalid_response"],
        *,
        issues: Sequence[ValidationIssue],
        operation: str | None = None,
    ) -> None:
        deviations = "; ".join(f"{pointer or 'the body'} {message}" for pointer, message in issues)
        super().__init__(
            f"{operation or 'The call'} breaks the contract ({code}): {deviations}", code=code, operation=operation
        )
        self.issues = issues
