"""Plain JSON."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any] | list[Any] | str | int | float | bool | None
"""Plain JSON: the data of an event that the contract does not name."""
