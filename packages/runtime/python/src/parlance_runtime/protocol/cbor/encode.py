"""Values to CBOR."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from cbor2 import CBOREncodeError, dumps

from parlance_runtime.protocol.cbor.cbor_error import CborError


def encode_cbor(values: Iterable[object]) -> bytes:
    """Writes values one after the other, as a CBOR sequence (RFC 8742).

    The data model is JSON's and bytes; half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD. Raises
    `CborError` for a value of another kind.
    """
    try:
        return b"".join(map(_encode, values))
    except CBOREncodeError as error:
        raise CborError(str(error)) from error


def _encode(value: object) -> bytes:
    try:
        return dumps(value)
    except UnicodeEncodeError:
        return dumps(_well_formed(value))


def _well_formed(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        members = cast("dict[object, object]", value)
        return {_well_formed(key): _well_formed(member) for key, member in members.items()}
    if isinstance(value, list | tuple):
        return [_well_formed(item) for item in cast("list[object]", value)]
    return value
