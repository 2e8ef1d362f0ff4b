"""Options that make no sense."""

from __future__ import annotations

from collections.abc import Sequence

from parlance_runtime.errors.runtime_errors import ConfigurationError


def check_number(name: str, value: float | None) -> None:
    """Raises `ConfigurationError` for a number that is not above 0. `None`: the option is left out."""
    if value is not None and not value > 0:
        raise ConfigurationError(f"`{name}` must be a number above 0")


def check_kind(name: str, value: object, kind: type) -> None:
    """Raises `TypeError` for an option that is of another class, such as a dict. `None`: the option is left out."""
    if value is not None and not isinstance(value, kind):
        raise TypeError(f"`{name}` must be a {kind.__name__}(…), not a {type(value).__name__}")


def check_word(name: str, value: str, words: Sequence[str]) -> None:
    """Raises `ConfigurationError` for a word that is not one of these."""
    if value not in words:
        allowed = ", ".join(f'"{word}"' for word in words[:-1])
        raise ConfigurationError(f'`{name}` must be {allowed} or "{words[-1]}"')
