"""What was not given."""

from __future__ import annotations

from enum import Enum
from typing import Literal, TypeAlias


class _Unset(Enum):
    UNSET = "unset"


UNSET = _Unset.UNSET
"""Not given, where `None` means something."""

Unset: TypeAlias = Literal[_Unset.UNSET]
"""The type of `UNSET`."""
