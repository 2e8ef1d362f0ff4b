"""Frames as CBOR.

The WebSocket sub-protocol is `parlance.v1.cbor`; several frames are simply one after the other (RFC 8742).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from parlance_runtime.protocol.cbor.cbor_error import CborError
from parlance_runtime.protocol.cbor.decode import decode_cbor
from parlance_runtime.protocol.cbor.encode import encode_cbor
from parlance_runtime.protocol.codec.json_frames import Decoded, is_frame

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ClientFrame, ServerFrame


def encode_cbor_batches(frames: Sequence[ClientFrame | ServerFrame], frame_bytes: float) -> list[bytes]:
    """Writes frames as few messages of the transport as keep within `frame_bytes`; a larger frame goes alone."""
    batches: list[bytes] = []
    for frame in frames:
        encoded = encode_cbor([frame])
        if batches and len(batches[-1]) + len(encoded) <= frame_bytes:
            batches[-1] += encoded
        else:
            batches.append(encoded)
    return batches


def decode_cbor_frames(data: bytes) -> Decoded:
    """Reads one or several frames. Never raises: what is no frame is said in `malformed`."""
    try:
        values = decode_cbor(data)
    except CborError as error:
        return Decoded([], str(error))
    frames = [cast("ServerFrame", value) for value in values if is_frame(value)]
    if not values:
        return Decoded(frames, "The message is empty.")
    return Decoded(frames, None if len(frames) == len(values) else "The frame is not a map with a `type`.")
