"""Values to CBOR."""

from __future__ import annotations

from collections.abc import Iterable

from cbor2 import CBOREncodeError, dumps

from parlance_runtime.protocol.cbor.cbor_error import CborError


def encode_cbor(values: Iterable[object]) -> bytes:
    """Writes values one after the other, as a CBOR sequence (RFC 8742).

    The data model is JSON's and bytes. Raises `CborError` for a value of another kind.
    """
    try:
        return b"".join(map(dumps, values))
    except CBOREncodeError as error:
        raise CborError(str(error)) from error
