"""Options that there are not."""

from __future__ import annotations

from collections.abc import Mapping


def check_names(options: Mapping[str, object], known: frozenset[str]) -> None:
    """Raises `TypeError`, as Python does for unknown keyword arguments, with the names that there are.

    `**options` takes any name; without this a misspelled option would do nothing.
    """
    unknown = [name for name in options if name not in known]
    if unknown:
        there_are = ", ".join(sorted(known))
        raise TypeError(f"unexpected keyword argument {unknown[0]!r}; the options are {there_are}")
