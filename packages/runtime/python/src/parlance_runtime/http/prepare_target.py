"""Path and query of a call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from parlance_runtime.http.invalid_parameter import invalid_parameter
from parlance_runtime.http.write_parameter import PairStyle, parameter_pairs, path_text

if TYPE_CHECKING:
    from parlance_runtime.descriptor import Operation, Parameter


def prepare_target(operation: Operation, values: Mapping[str, object]) -> str:
    """Writes the path and query of an operation.

    A value never changes the route: `/` is encoded, and a path segment that would come out empty, `.` or `..` is
    refused, because URL parsers resolve dot segments (WHATWG URL section 4.4).
    """
    query: list[str] = []
    path = operation.path
    for parameter in operation.parameters:
        value = values.get(parameter.key)
        if parameter.place == "query":
            query.extend(f"{name}={text}" for name, text in parameter_pairs(style_of(parameter), value))
        elif parameter.place == "path":
            path = path.replace(f"{{{parameter.wire_name}}}", _path_value(operation, parameter, value))
    if any(segment in {".", ".."} for segment in path.split("/")):
        raise invalid_parameter(operation.id, "path", "must not make a segment . or ..")
    return f"{path}{'&' if '?' in path else '?'}{'&'.join(query)}" if query else path


def style_of(parameter: Parameter) -> PairStyle:
    """How the pairs of a query or cookie parameter are written."""
    return PairStyle(parameter.wire_name, parameter.style, parameter.explode, parameter.allow_reserved, parameter.json)


def _path_value(operation: Operation, parameter: Parameter, value: object) -> str:
    text = "" if value is None else path_text(parameter, value)
    if text == "":
        raise invalid_parameter(operation.id, parameter.key, "must not be missing or empty")
    return text
