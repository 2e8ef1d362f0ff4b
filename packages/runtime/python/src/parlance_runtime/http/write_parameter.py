"""Parameters as text (OpenAPI 3.1 section 4.8.12, RFC 6570)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, cast
from urllib.parse import quote, unquote

from parlance_runtime.descriptor import Parameter

Encode = Callable[[str], str]
Pair = tuple[str, str]
"""One `name=value` of a query, form or cookie string, both already encoded."""

_SEPARATORS = {"spaceDelimited": "%20", "pipeDelimited": "|"}
_SURROGATES = re.compile("[\ud800-\udfff]")
_RESERVED = re.compile("%(?:3A|2F|3F|40|24|2C|3B)")


class PairStyle(NamedTuple):
    """How pairs are written."""

    name: str
    style: str | None = None
    explode: bool | None = None
    allow_reserved: bool = False
    json: bool = False


def json_text(value: object) -> str:
    """A JSON text without spaces. Raises `ValueError` for what JSON cannot hold."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def text_of(value: object) -> str:
    """A JSON value as the text that goes on the wire; objects and lists as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json_text(value)


def percent_encode(text: str) -> str:
    """Percent-encodes what could end or split a path or query (RFC 3986).

    Half a surrogate pair becomes U+FFFD, as in URLs.
    """
    return quote(_SURROGATES.sub("\ufffd", text), safe="!*'()")


def _encode_reserved(text: str) -> str:
    """Percent-encodes but lets reserved characters stand, except those that would end or split a query."""
    return _RESERVED.sub(lambda match: unquote(match[0]), percent_encode(text))


def members_of(value: object) -> list[tuple[str, object]] | None:
    """Members of an object or list that are to be written, null ones left out; `None` for any other value."""
    if isinstance(value, Mapping):
        return [(key, item) for key, item in cast("Mapping[str, object]", value).items() if item is not None]
    if isinstance(value, list):
        return [("", item) for item in cast("list[object]", value) if item is not None]
    return None


def _deep_pairs(name: str, value: object, encode: Encode) -> list[Pair]:
    members = members_of(value)
    if members is None:
        return [(name, encode(text_of(value)))]
    listed = isinstance(value, list)
    names = [name if listed else f"{name}[{percent_encode(key)}]" for key, _ in members]
    return [
        pair for name, (_, member) in zip(names, members, strict=True) for pair in _deep_pairs(name, member, encode)
    ]


def parameter_pairs(style: PairStyle, value: object) -> list[Pair]:
    """The pairs of one query, form or cookie value. Null and empty lists give no pair."""
    if value is None:
        return []
    kind = style.style or "form"
    explode = kind == "form" if style.explode is None else style.explode
    encode = _encode_reserved if style.allow_reserved else percent_encode
    name = percent_encode(style.name)
    if style.json:
        return [(name, encode(json_text(value)))]
    members = members_of(value)
    if kind == "deepObject" or members is None:
        return _deep_pairs(name, value, encode)
    listed = isinstance(value, list)
    pairs = [(name if listed else percent_encode(key), encode(text_of(member))) for key, member in members]
    if explode or not pairs:
        return pairs
    texts = [text for _, text in pairs] if listed else [text for pair in pairs for text in pair]
    return [(name, _SEPARATORS.get(kind, ",").join(texts))]


def simple_text(parameter: Parameter, value: object, encode: Encode) -> str:
    """A value in the simple style: a header, or a path parameter without prefix (OpenAPI 3.1 section 4.8.12.3)."""
    if parameter.json:
        return encode(json_text(value))
    members = members_of(value)
    if members is None:
        return encode(text_of(value))
    assign = "=" if parameter.explode else ","
    prefixes = ["" if isinstance(value, list) else encode(key) + assign for key, _ in members]
    return ",".join(prefix + encode(text_of(member)) for prefix, (_, member) in zip(prefixes, members, strict=True))


def path_text(parameter: Parameter, value: object) -> str:
    """Text of one path parameter, prefix of the label and matrix styles included."""
    if parameter.style == "matrix":
        pairs = parameter_pairs(PairStyle(parameter.wire_name, explode=bool(parameter.explode)), value)
        return "".join(f";{name}={text}" for name, text in pairs)
    text = simple_text(parameter, value, percent_encode)
    if parameter.style == "label":
        return "." + (text.replace(",", ".") if parameter.explode else text)
    return text
