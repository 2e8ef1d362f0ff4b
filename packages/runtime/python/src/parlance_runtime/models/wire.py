"""What generated models say about their fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from pydantic import Field

if TYPE_CHECKING:
    Number: TypeAlias = float
    """A number; integers stay integers, so that none loses digits."""
    FileContent: TypeAlias = bytes | IO[bytes]
    File: TypeAlias = FileContent | tuple[str, FileContent] | tuple[str, FileContent, str]
    """A file: bytes, an open file, or a tuple of its name and either, with its media type if need be."""
    Content: TypeAlias = bytes | IO[bytes] | Iterable[bytes]
    """A whole body: bytes, an open file, or pieces, which can be sent once only."""
else:
    Number = int | float
    File = Any
    Content = Any


def wire(name: str) -> Any:
    """Name of a field on the wire: `created_at: Annotated[DateTime, wire("createdAt")]`."""
    return Field(validation_alias=name, serialization_alias=name)
