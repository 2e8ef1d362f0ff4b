"""Turns frames into messages of a transport and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from parlance_runtime.protocol.codec.json_frames import Decoded, decode_frames, encode_batches

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ClientFrame


class Codec(Protocol):
    """Turns frames into messages of a transport and back."""

    @property
    def protocol(self) -> str:
        """The WebSocket sub-protocol that names it."""
        ...

    def encode(self, frames: Sequence[ClientFrame], frame_bytes: float) -> Sequence[str | bytes]:
        """Writes frames into as few messages as keep within so many bytes; a larger frame goes alone."""
        ...

    def decode(self, message: str | bytes) -> Decoded:
        """Reads one or several frames. Never raises."""
        ...


class JsonCodec:
    """Frames as JSON text, the default."""

    protocol = "parlance.v1.json"

    def encode(self, frames: Sequence[ClientFrame], frame_bytes: float) -> Sequence[str | bytes]:
        """Writes frames into as few messages as keep within so many bytes; a larger frame goes alone."""
        return encode_batches(frames, frame_bytes)

    def decode(self, message: str | bytes) -> Decoded:
        """Reads one or several frames. Never raises."""
        return decode_frames(message) if isinstance(message, str) else Decoded([], "The message is binary.")


JSON_CODEC = JsonCodec()
