"""JSON as values of the generated types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar, cast

from parlance_runtime.errors import ValidationError, ValidationIssue

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails
    from typing_extensions import TypeForm

T = TypeVar("T")

MOST_ISSUES = 8
"""Issues of one `ValidationError`."""

_adapters: dict[object, TypeAdapter[Any]] = {}


def adapter_of(kind: Any) -> TypeAdapter[Any]:
    """What reads and writes a type; made once."""
    adapter = _adapters.get(kind)
    if adapter is None:
        from pydantic import TypeAdapter

        adapter = _adapters[kind] = TypeAdapter[Any](kind)
    return adapter


def decode_json(kind: object, content: bytes | str, *, operation: str | None, validate: bool) -> object:
    """The value of a JSON text. What does not fit its type stays as it came, unless `validate`.

    Raises `ValueError` for what is no JSON or is nested too deep, and `ValidationError`.
    """
    try:
        return _decode(kind, content, operation=operation, validate=validate)
    except RecursionError as error:
        raise ValueError("The JSON is nested too deep") from error


def _decode(kind: object, content: bytes | str, *, operation: str | None, validate: bool) -> object:
    if kind is object or kind is None:
        return json.loads(content)
    from pydantic import ValidationError as Misfit

    try:
        return adapter_of(kind).validate_json(content, strict=True, by_alias=True, by_name=False)
    except Misfit as error:
        misfit = error
    value: object = json.loads(content)
    if validate:
        issues = [_issue(detail) for detail in misfit.errors(include_url=False)[:MOST_ISSUES]]
        raise ValidationError("invalid_response", operation=operation, issues=issues) from misfit
    from parlance_runtime.models.decode_leniently import decode_leniently

    return decode_leniently(kind, value)


def decode_value(kind: TypeForm[T], value: object) -> T:
    """A JSON value as a type; what does not fit stays as it came."""
    return cast("T", decode_json(kind, json.dumps(value), operation=None, validate=False))


def _issue(detail: ErrorDetails) -> ValidationIssue:
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in detail["loc"]]
    return ValidationIssue("".join(f"/{part}" for part in parts), detail["msg"])
