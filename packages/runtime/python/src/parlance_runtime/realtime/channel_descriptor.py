"""One channel of a contract as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic

from typing_extensions import TypeVar

DataT = TypeVar("DataT", default=object)


@dataclass(frozen=True, kw_only=True)
class ChannelDescriptor(Generic[DataT]):
    """One channel of a contract as data; generated code is made of these, `channel` of a client carries them out.

    `DataT` is the union of the types in `events`, with `Json` if it is `open`.
    """

    id: str
    """The contract's name of the channel."""
    address: str
    """The channel's name, with `{parameters}`."""
    events: Mapping[str, Any] | None = None
    """The type that each event's data is decoded to.

    A message with another event, or with data that does not fit, goes to `unknown`, with its data as plain JSON.
    `None`: any may come, as plain JSON.
    """
    open: bool = False
    """Publishers bring events of their own: a message with another event comes like any, its data as plain JSON."""
