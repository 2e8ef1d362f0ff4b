"""Unions whose members are told apart by a tag."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, NamedTuple, Union, cast, get_args, get_origin

from pydantic import Discriminator, Tag

from parlance_runtime.models.model import UnknownMember

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

UNKNOWN = "\0"
"""Stands for every tag that is not known; no contract has it."""


class Member(NamedTuple):
    """Marks a member of a tagged union with the tags that name it: `Annotated[Circle, Member("circle")]`."""

    tag: str


class TaggedUnion:
    """A union told apart by the member `tag`; an object with an unknown tag, or none, is an `UnknownMember`.

    `Annotated[Annotated[Circle, Member("circle")] | Annotated[Square, Member("square")] | UnknownMember,
    TaggedUnion("kind")]`
    """

    def __init__(self, tag: str) -> None:
        self.tag = tag

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        members = self.members(source)
        known = {type(None): None, **{kind: tag for tag, kind in members.items()}}

        def tag_of(value: object) -> str | None:
            if isinstance(value, Mapping):
                tag = cast("Mapping[str, object]", value).get(self.tag)
                return tag if isinstance(tag, str) and tag in members else UNKNOWN
            return known.get(type(value))

        union = Union[tuple(Annotated[kind, Tag(tag)] for tag, kind in members.items())]  # noqa: UP007
        return Discriminator(tag_of).__get_pydantic_core_schema__(union, handler)

    def members(self, source: object) -> dict[str, type]:
        """The members of the union by tag."""
        found: dict[str, type] = {}
        for member in get_args(source):
            if get_origin(member) is Annotated:
                kind, *marks = get_args(member)
                found.update({mark.tag: kind for mark in marks if isinstance(mark, Member)})
        return {**found, UNKNOWN: UnknownMember}
