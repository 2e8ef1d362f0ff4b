"""CBOR to values."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import cast

from cbor2 import CBORDecodeError, CBORDecoder, CBORSimpleValue, undefined

from parlance_runtime.protocol.cbor.cbor_error import CborError

MOST_DEPTH = 128
"""Deeper values are refused: what is so deep is an attack."""


class _NoSemantics(dict[int, Callable[[object, bool], object]]):
    """For every tag: what it stands before, as it is."""

    def __getitem__(self, tag: int) -> Callable[[object, bool], object]:
        del tag
        return _as_it_is


def _as_it_is(value: object, immutable: bool) -> object:
    del immutable
    return value


def decode_cbor(data: bytes) -> list[object]:
    """Reads a CBOR sequence (RFC 8742).

    Definite and indefinite lengths, all floats; tags are read over, `undefined` becomes `None`. Raises `CborError` for
    what is not well-formed (RFC 8949 section 5.3.1) or has a key twice (5.6), for keys that are no text, for an unknown
    simple value, and for more than 128 levels.
    """
    stream = BytesIO(data)
    decoder = CBORDecoder(stream, max_depth=MOST_DEPTH, allow_duplicate_keys=False, semantic_decoders=_NoSemantics())
    values: list[object] = []
    try:
        while stream.tell() < len(data):
            values.append(_plain(decoder.decode()))
    except CBORDecodeError as error:
        raise CborError(str(error)) from error
    return values


def _plain(value: object) -> object:
    """A value in the data model of JSON, and bytes."""
    if isinstance(value, dict):
        members = cast("dict[object, object]", value)
        if not all(isinstance(key, str) for key in members):
            raise CborError("A key is no text.")
        return {key: _plain(member) for key, member in members.items()}
    if isinstance(value, list):
        return [_plain(item) for item in cast("list[object]", value)]
    if isinstance(value, CBORSimpleValue):
        raise CborError("A simple value is unknown.")
    return None if value is undefined else value
