"""A document and its changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypedDict, cast


class DiffStep(TypedDict, total=False):
    """One difference between two revisions, as in a JSON Patch (RFC 6902), whose other operations are not used."""

    op: Literal["add", "replace", "remove"]
    path: str
    """The place in the data, a JSON pointer (RFC 6901)."""
    value: object


@dataclass(frozen=True, slots=True)
class DocumentState:
    """A document at one revision. It is not changed in place: a later one shares what is equal."""

    revision: int
    """0 if there is none."""
    data: Any
    """`None` if there is none, or if it was deleted."""


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """One change of a document, as its events carry it."""

    revision: int
    previous_revision: int
    """0 for the creation."""
    kind: str
    """How it came about.

    `created`, `replaced`, `merged`, `mutated`, `deleted`, `restored`, `expired`; more may come.
    """
    diff: Sequence[DiffStep] | None
    members: Mapping[str, Any]
    """As it came; `data` is the whole data, if it was asked for."""


def change_of(event: object) -> DocumentChange | None:
    """The change that an event carries; `None` if it is none."""
    data = cast("Mapping[str, Any]", event).get("data") if isinstance(event, Mapping) else None
    if not isinstance(data, Mapping):
        return None
    members = cast("Mapping[str, Any]", data)
    revision, previous = members.get("revision"), members.get("previousRevision")
    if not isinstance(revision, int) or not isinstance(previous, int):
        return None
    return DocumentChange(revision, previous, str(members.get("kind", "")), members.get("diff"), members)
