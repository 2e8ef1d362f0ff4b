"""The base class of everything the runtime raises."""

from __future__ import annotations

from typing import Any


class ParlanceError(Exception):
    """The one base class of everything the runtime raises; `__cause__` is what it was raised from."""

    code: str
    """Stable and machine-readable: the platform's own codes or one of the runtime's."""
    message: str
    """What happened and what to do, for people."""
    retryable: bool
    """Whether the same call may succeed when made again later."""
    operation: str | None
    """Id of the operation that failed, where there is one."""

    def __init__(
        self, message: str, *, code: str = "unexpected", retryable: bool = False, operation: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.retryable = retryable
        self.operation = operation

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self.args), self.__dict__


def _restore(kind: type[ParlanceError], args: tuple[object, ...]) -> ParlanceError:
    """Makes an error without its constructor, for `pickle` and `copy`."""
    error = kind.__new__(kind)
    error.args = args
    return error
