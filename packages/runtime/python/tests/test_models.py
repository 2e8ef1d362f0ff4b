"""Models: what comes goes out again, whatever it was."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from typing import Annotated, Literal, TypeAlias

import pytest

from parlance_runtime.codegen.v1 import Base64, Date, DateTime, Member, Model, Number, TaggedUnion, UnknownMember, wire
from parlance_runtime.errors import ValidationError
from parlance_runtime.models.decode import decode_json, decode_value
from parlance_runtime.models.encode import resolve_pointer, to_json

Status: TypeAlias = Literal["online", "offline"] | str


class Circle(Model):
    kind: Literal["circle"]
    radius: Number


class Square(Model):
    kind: Literal["square"]
    side: Number


Shape: TypeAlias = Annotated[
    Annotated[Circle, Member("circle")] | Annotated[Square, Member("square")] | UnknownMember, TaggedUnion("kind")
]


class Thing(Model):
    id: str
    created_at: Annotated[DateTime | None, wire("createdAt")] = None
    day: Date | None = None
    status: Status | None = None
    size: int | None = None
    weight: Number | None = None
    data: Base64 | None = None
    shape: Shape | None = None
    shapes: list[Shape] | None = None
    parent: Thing | None = None
    either: int | Circle | list[str] | None = None
    anything: object | None = None
    by_name: Annotated[dict[str, Circle] | None, wire("byName")] = None


FAITHFUL = [
    {},
    {"createdAt": "2026-01-01T00:00:00Z"},
    {"createdAt": "2026-01-01T01:00:00.100+01:00"},
    {"createdAt": "2026-01-01t00:00:00.123456789z"},
    {"createdAt": "yesterday"},
    {"createdAt": 1767225600},
    {"day": "2026-02-29"},
    {"day": "2028-02-29"},
    {"status": "asleep"},
    {"status": 7},
    {"size": 123456789012345678901234567890},
    {"size": 1.5},
    {"size": "12"},
    {"size": True},
    {"weight": 12345678901234567890},
    {"weight": 0.1},
    {"weight": 1e300},
    {"data": "AAEC"},
    {"data": "AAF="},
    {"data": "not base64!"},
    {"shape": {"kind": "circle", "radius": 1, "colour": "red"}},
    {"shape": {"kind": "triangle", "sides": [1, 2, 3]}},
    {"shape": {"radius": 1}},
    {"shape": {"kind": "circle", "radius": "wide"}},
    {"shape": "round"},
    {"shapes": [{"kind": "square", "side": 2}, {"kind": "?"}, None, 3]},
    {"parent": {"id": "p", "parent": {"id": 7, "status": None}}},
    {"either": 3},
    {"either": {"kind": "circle", "radius": 2}},
    {"either": ["a"]},
    {"either": {"unknown": True}},
    {"anything": {"a": [1, None, {"b": 1.5}]}},
    {"byName": {"a": {"kind": "circle", "radius": 2}, "b": None}},
    {"id": None, "extra": {"deep": [12345678901234567890]}},
    {"text": "\ud800"},
    {"createdAt": None, "size": None, "shape": None},
]


@pytest.mark.parametrize("members", FAITHFUL, ids=lambda members: json.dumps(members)[:60])
def test_what_comes_goes_out_again(members: dict[str, object]) -> None:
    value = {"id": "thing_1", **members}
    assert to_json(decode_value(Thing, value)) == value


def test_members_are_read_as_their_types() -> None:
    members = {"createdAt": "2026-01-01T00:00:00.5Z", "day": "2026-03-04", "data": "AAEC"}
    thing = decode_value(Thing, {"id": "t", **members, "shape": {"kind": "circle", "radius": 2}})
    assert thing.created_at == datetime(2026, 1, 1, 0, 0, 0, 500_000, timezone.utc)
    assert thing.day == date(2026, 3, 4)
    assert thing.data == bytes([0, 1, 2])
    assert isinstance(thing.shape, Circle)
    assert thing.shape.radius == 2
    assert isinstance(thing.shape.radius, int)


def test_an_unknown_member_of_a_union_is_kept() -> None:
    thing = decode_value(Thing, {"id": "t", "shape": {"kind": "triangle", "sides": 3}})
    assert isinstance(thing.shape, UnknownMember)
    assert thing.shape.model_extra == {"kind": "triangle", "sides": 3}


def test_a_changed_time_is_written_anew() -> None:
    thing = decode_value(Thing, {"id": "t", "createdAt": "2026-01-01T00:00:00.10Z"})
    assert thing.created_at is not None
    thing.created_at += timedelta(hours=1)
    assert to_json(thing) == {"id": "t", "createdAt": "2026-01-01T01:00:00.100000Z"}


def test_what_was_never_set_is_not_sent_and_none_is_null() -> None:
    thing = Thing(id="t", size=None)
    thing.day = date(2026, 1, 2)
    assert to_json(thing) == {"id": "t", "size": None, "day": "2026-01-02"}
    assert thing.model_fields_set == {"id", "size", "day"}


def test_models_are_made_by_the_names_of_fields() -> None:
    made = Thing(id="t", created_at=datetime(2026, 1, 1, tzinfo=timezone.utc), shape=Circle(kind="circle", radius=1.5))
    assert to_json(made) == {
        "id": "t",
        "createdAt": "2026-01-01T00:00:00Z",
        "shape": {"kind": "circle", "radius": 1.5},
    }


def test_what_is_missing_is_none() -> None:
    thing = decode_value(Thing, {"size": 1})
    assert thing.id is None
    assert to_json(thing) == {"size": 1}


def test_validation_names_what_does_not_fit() -> None:
    with pytest.raises(ValidationError) as caught:
        decode_json(Thing, '{"id":1,"size":"big"}', operation="things.get", validate=True)
    assert [pointer for pointer, _ in caught.value.issues] == ["/id", "/size"]


def test_pointers_lead_through_models_by_wire_name() -> None:
    thing = decode_value(Thing, {"id": "t", "byName": {"a/b": {"kind": "circle", "radius": 4}}, "more": {"x": [1]}})
    assert resolve_pointer(thing, "/byName/a~1b/radius") == 4
    assert resolve_pointer(thing, "/more/x") == [1]
    assert resolve_pointer(thing, "/byName/none/radius") is None
    assert resolve_pointer(thing, "") is thing


def test_python_values_become_json() -> None:
    assert to_json({"a": (1, {2}), "b": date(2026, 1, 1), "c": b"\0\1"}) == {
        "a": [1, [2]],
        "b": "2026-01-01",
        "c": "AAE=",
    }
