"""A copy of a document that follows its changes."""

from __future__ import annotations

from collections import deque
from typing import Any, Literal

from parlance_runtime.realtime.documents.apply_diff import apply_diff
from parlance_runtime.realtime.documents.document import DocumentChange, DocumentState

MOST_KEPT = 1_000
"""Changes that are kept until the document is read; with more it is read again."""


class DocumentCopy:
    """A copy of a document that follows its changes, each once and in order."""

    def __init__(self) -> None:
        self.state: DocumentState | None = None
        """`None` until the document was read."""
        self._kept: deque[DocumentChange] = deque(maxlen=MOST_KEPT)

    def load(self, read: DocumentState) -> None:
        """Takes over what was read, unless it is older than what is known."""
        if self.state is None or read.revision > self.state.revision:
            self.state = read

    def take_kept(self) -> list[DocumentChange]:
        """The changes that came meanwhile."""
        kept = list(self._kept)
        self._kept.clear()
        return kept

    def keep(self, change: DocumentChange) -> None:
        """Keeps a change until the document is read."""
        self._kept.append(change)

    def apply(self, change: DocumentChange) -> Literal["applied", "known", "missing"]:
        """Applies a change.

        `known`: it was contained already. `missing`: one before it was missed, so the document has to be read.
        """
        state = self.state
        if state is None or change.previous_revision > state.revision:
            return "missing"
        if change.revision <= state.revision:
            return "known"
        try:
            self.state = DocumentState(change.revision, _data_after(state.data, change))
        except ValueError:
            return "missing"
        return "applied"


def _data_after(data: object, change: DocumentChange) -> Any:
    """Raises `ValueError` if the change does not fit."""
    if change.kind in {"deleted", "expired"}:
        return None
    if "data" in change.members:
        return change.members["data"]
    if change.diff is None:
        raise ValueError("The change says nothing of the data")
    if change.kind == "created":
        return apply_diff({}, change.diff)
    # What was deleted is not kept, so what restores it has nothing to change.
    if data is None:
        raise ValueError("The change is to data that is not here")
    return apply_diff(data, change.diff)
