"""Answers of a server that refuse the call, by class."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from parlance_runtime.errors.parlance_error import ParlanceError

if TYPE_CHECKING:
    import httpx
    from typing_extensions import TypeForm

T = TypeVar("T")


class ResponseError(ParlanceError):
    """The server refused the call. Problem details (RFC 9457) are read into `code`, `message` and `retryable`.

    Common statuses have a class of their own, such as `NotFoundError`.
    """

    status: int
    headers: httpx.Headers
    body: object
    """The parsed JSON body, else its text (first 64 KiB), else `None`."""
    request_id: str | None
    """Id to quote to the platform's support (`Request-Id`, `X-Request-Id`)."""
    retry_after: float | None
    """Seconds after which the server wants to be asked again, if it said so."""

    def __init__(
        self,
        message: str,
        *,
        code: str,
        operation: str,
        status: int,
        headers: httpx.Headers,
        body: object = None,
        retryable: bool = False,
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, code=code, retryable=retryable, operation=operation)
        self.status = status
        self.headers = headers
        self.body = body
        self.request_id = request_id
        self.retry_after = retry_after

    def body_as(self, kind: TypeForm[T]) -> T:
        """The body as one of the types that the operation declares for its errors, e.g. `error.body_as(Problem)`.

        What does not fit the type stays as it came.
        """
        from parlance_runtime.models.decode import decode_value

        return decode_value(kind, self.body)


class BadRequestError(ResponseError):
    """400: The request is malformed or breaks the contract."""


class UnauthorizedError(ResponseError):
    """401: The credentials are missing, wrong or expired."""


class ForbiddenError(ResponseError):
    """403: The credentials do not allow this call."""


class NotFoundError(ResponseError):
    """404: The thing does not exist, or not for these credentials."""


class ConflictError(ResponseError):
    """409: The state of the resource forbids the call."""


class GoneError(ResponseError):
    """410: The thing existed and is gone for good."""


class PreconditionFailedError(ResponseError):
    """412: `If-Match` named an older version: read it again, then repeat."""


class PayloadTooLargeError(ResponseError):
    """413: The body is larger than the server takes."""


class UnsupportedMediaTypeError(ResponseError):
    """415: The server does not take this media type."""


class UnprocessableError(ResponseError):
    """422: The body is well-formed but not acceptable."""


class PreconditionRequiredError(ResponseError):
    """428: The server wants `If-Match`."""


class TooManyRequestsError(ResponseError):
    """429: Too many calls; `retry_after` says how long to wait."""


class InternalError(ResponseError):
    """500: The server failed."""


class NotImplementedError(ResponseError):
    """501: The server lacks what the call needs."""


class UnavailableError(ResponseError):
    """503: The server cannot answer now; `retry_after` may say when."""


CLASSES: dict[int, type[ResponseError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    410: GoneError,
    412: PreconditionFailedError,
    413: PayloadTooLargeError,
    415: UnsupportedMediaTypeError,
    422: UnprocessableError,
    428: PreconditionRequiredError,
    429: TooManyRequestsError,
    500: InternalError,
    501: NotImplementedError,
    503: UnavailableError,
}
"""The class that stands for a status; `ResponseError` itself where none does."""
