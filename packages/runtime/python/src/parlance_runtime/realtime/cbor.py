"""Frames as CBOR."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from parlance_runtime.protocol.cbor.frames import decode_cbor_frames, encode_cbor_batches
from parlance_runtime.protocol.codec.json_frames import Decoded

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ClientFrame


class CborCodec:
    """Frames as CBOR (RFC 8949), for the option `codec`: a fifth smaller than JSON, which is quicker to read.

    Needs `pip install 'parlance-runtime[cbor]'`. Data stays what JSON can hold.
    """

    protocol = "parlance.v1.cbor"

    def encode(self, frames: Sequence[ClientFrame], frame_bytes: float) -> Sequence[str | bytes]:
        """Writes frames into as few messages as keep within so many bytes; a larger frame goes alone."""
        return encode_cbor_batches(frames, frame_bytes)

    def decode(self, message: str | bytes) -> Decoded:
        """Reads one or several frames. Never raises."""
        return Decoded([], "The message is text.") if isinstance(message, str) else decode_cbor_frames(message)


CBOR_CODEC = CborCodec()
