"""A message that came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias

from typing_extensions import TypeVar

NameT = TypeVar("NameT", bound=str, default=str, covariant=True)
PayloadT = TypeVar("PayloadT", default=object, covariant=True)


@dataclass(frozen=True, slots=True)
class ReceivedMessage(Generic[NameT, PayloadT]):
    """A message that came; `name` tells of which kind it is."""

    name: NameT
    payload: PayloadT


UnknownMessage: TypeAlias = ReceivedMessage[Literal["unknown"], object]
"""A message that the document does not know: its JSON, its text or its bytes."""
