"""What a program shows has to be so."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Generic, TypeVar

ErrorT = TypeVar("ErrorT", bound=Exception)


def expect(actual: object, expected: object) -> None:
    """Raises an `AssertionError` that shows both, unless they are equal."""
    if actual != expected:
        raise AssertionError(f"Expected {expected!r}, got {actual!r}")


class Refusal(Generic[ErrorT]):
    """What a refused call raised."""

    error: ErrorT


@contextmanager
def expect_refusal(kind: type[ErrorT], code: str | None = None) -> Generator[Refusal[ErrorT], None, None]:
    """Raises an `AssertionError` unless the block raises an error of this class, and of this code if one is given."""
    refusal = Refusal[ErrorT]()
    try:
        yield refusal
    except kind as error:
        refusal.error = error
        if code is not None:
            expect(getattr(error, "code", None), code)
    else:
        raise AssertionError(f"Expected {kind.__name__}, but nothing was raised")
