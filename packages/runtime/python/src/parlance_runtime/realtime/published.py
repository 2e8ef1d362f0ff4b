"""A message that is in the channel's log."""

from __future__ import annotations

from typing import NamedTuple


class Published(NamedTuple):
    """A message that is in the channel's log."""

    epoch: str
    offset: int
    message_id: str | None
    duplicate: bool
    """Whether it was there already under this `publish_id`."""
