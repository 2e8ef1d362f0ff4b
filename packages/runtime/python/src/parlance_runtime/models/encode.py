"""Values as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from parlance_runtime.models.model import Model


def _as_model(value: object) -> Model | None:
    # A value can only be a model when the module of models was loaded.
    if not hasattr(value, "model_fields_set"):
        return None
    from parlance_runtime.models.model import Model

    return value if isinstance(value, Model) else None


def to_json(value: object) -> object:
    """The JSON value of a Python value.

    Models by wire name without what was never set, dates as RFC 3339, bytes as base64.
    """
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if (model := _as_model(value)) is not None:
        return model.model_dump(mode="json", by_alias=True, exclude_unset=True, warnings=False)
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in cast("Mapping[object, object]", value).items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [to_json(item) for item in cast("list[object]", value)]
    return _scalar(value)


def _scalar(value: object) -> object:
    from datetime import date, datetime, time
    from enum import Enum

    from parlance_runtime.models.dates import base64_text, date_text

    if isinstance(value, datetime | date | time):
        return date_text(value)
    if isinstance(value, bytes | bytearray):
        return base64_text(value)
    if isinstance(value, Enum):
        return to_json(value.value)
    return str(value)


def json_bytes(value: object) -> bytes:
    """A value as JSON text without spaces. Raises `ValueError` for what JSON cannot hold."""
    from parlance_runtime.http.write_parameter import json_text

    return json_text(to_json(value)).encode("utf-8", "surrogatepass")


def wire_members(value: object) -> list[tuple[str, object]]:
    """The members of a model or mapping by wire name, not yet as JSON; what was never set is left out."""
    if (model := _as_model(value)) is not None:
        return _members(model)
    if isinstance(value, Mapping):
        return [(str(key), item) for key, item in cast("Mapping[object, object]", value).items()]
    raise ValueError("a form's body must be a model or a mapping")


def _members(model: Model) -> list[tuple[str, object]]:
    from parlance_runtime.models.model import wire_name

    fields = type(model).model_fields
    members = [
        (wire_name(name, field), getattr(model, name))
        for name, field in fields.items()
        if name in model.model_fields_set
    ]
    return [*members, *(model.model_extra or {}).items()]


def resolve_pointer(value: object, pointer: str) -> object:
    """The value that a JSON pointer (RFC 6901) names in plain JSON or in models, or `None`."""
    if pointer == "":
        return value
    if not isinstance(value, Mapping) and _as_model(value) is None:
        return None
    part, slash, rest = pointer[1:].partition("/")
    member = dict(wire_members(cast("object", value))).get(part.replace("~1", "/").replace("~0", "~"))
    return resolve_pointer(member, slash + rest)
