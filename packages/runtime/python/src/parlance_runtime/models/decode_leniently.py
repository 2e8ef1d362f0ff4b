"""Values that break their contract, as far as they fit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from pydantic import ValidationError as Misfit

from parlance_runtime.models.decode import adapter_of
from parlance_runtime.models.model import Model
from parlance_runtime.models.tagged_union import UNKNOWN, TaggedUnion


def decode_leniently(kind: Any, value: object) -> object:
    """A JSON value as a type.

    Members that fit are read; what does not fit stays as it came, and what is missing is `None`.
    """
    try:
        return adapter_of(kind).validate_json(json.dumps(value), strict=True, by_alias=True, by_name=False)
    except Misfit:
        return _by_parts(kind, value)


def _by_parts(kind: Any, value: object) -> object:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        unions = [mark for mark in arguments[1:] if isinstance(mark, TaggedUnion)]
        return _tagged(unions[0], arguments[0], value) if unions else _by_parts(arguments[0], value)
    if origin in {Union, UnionType}:
        return _untagged([member for member in arguments if member is not NoneType], value)
    if origin is list and isinstance(value, list):
        return [decode_leniently(arguments[0], item) for item in cast("list[object]", value)]
    if origin is dict and isinstance(value, Mapping):
        members = cast("Mapping[str, object]", value)
        return {name: decode_leniently(arguments[1], item) for name, item in members.items()}
    if isinstance(value, Mapping) and isinstance(kind, type) and issubclass(kind, Model):
        return _model(kind, cast("Mapping[str, object]", value))
    return cast("object", value)


def _tagged(union: TaggedUnion, members: object, value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    kinds = union.members(members)
    tag = cast("Mapping[str, object]", value).get(union.tag)
    return _by_parts(kinds.get(tag if isinstance(tag, str) else UNKNOWN, kinds[UNKNOWN]), cast("object", value))


def _untagged(members: list[Any], value: object) -> object:
    """Only where there is one member can a value that fits none be read in parts."""
    return _by_parts(members[0], value) if len(members) == 1 else value


def _model(kind: type[Model], members: Mapping[str, object]) -> Model:
    kind.model_rebuild()
    values: dict[str, object] = {}
    left = dict(members)
    for name, field in kind.model_fields.items():
        alias = field.serialization_alias or name
        if alias in left:
            annotation = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
            values[name] = decode_leniently(annotation, left.pop(alias))
    model = kind.model_construct(_fields_set=set(values), **values)
    for name in kind.model_fields.keys() - values.keys():
        object.__setattr__(model, name, None)
    if model.model_extra is not None:
        model.model_extra.update(left)
        model.model_fields_set.update(left)
    return model
