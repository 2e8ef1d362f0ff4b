"""Frames as JSON text, several joined by line feeds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard, cast

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ClientFrame, ServerFrame

_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=True, separators=(",", ":"))
_ascii_encoder = json.JSONEncoder(allow_nan=False, check_circular=True, separators=(",", ":"))
_SURROGATES = re.compile("[\ud800-\udfff]")


class Decoded(NamedTuple):
    """What was in one message of the transport."""

    frames: list[ServerFrame]
    """The frames before the first that is none, in order. Their types may be unknown: compare, do not assume."""
    malformed: str | None
    """Why the rest is no frame; `None` if all were read."""


def encode_frames(frames: Sequence[ClientFrame | ServerFrame]) -> str:
    """Writes frames as JSON, joined by line feeds, which both sides understand with the capability `batch`."""
    return "\n".join(map(_encode, frames))


def encode_batches(frames: Sequence[ClientFrame | ServerFrame], frame_bytes: float) -> list[str]:
    """Writes frames as few messages of the transport as surely keep within the server's `limits.frameBytes`.

    It counts three bytes for each character (RFC 3629). A frame that is larger goes alone, so that its refusal concerns
    nothing else.
    """
    batches: list[str] = []
    for frame in frames:
        text = _encode(frame)
        if batches and (len(batches[-1]) + 1 + len(text)) * 3 <= frame_bytes:
            batches[-1] = f"{batches[-1]}\n{text}"
        else:
            batches.append(text)
    return batches


def _encode(frame: ClientFrame | ServerFrame) -> str:
    text = _encoder.encode(frame)
    # Half a surrogate pair can only travel escaped; as it is, it would break the connection.
    return text if _SURROGATES.search(text) is None else _ascii_encoder.encode(frame)


def decode_frames(text: str) -> Decoded:
    """Reads one or several frames. Never raises: what is no frame is said in `malformed`."""
    frames: list[ServerFrame] = []
    try:
        # A line feed inside a frame is always escaped, so lines are frames; an empty one is the end of the last.
        for line in text.split("\n"):
            if line != "":
                value: Any = json.loads(line)
                # As `is_frame`, without a call: here every message passes.
                if not isinstance(value, dict) or not isinstance(value.get("type"), str):  # pyright: ignore[reportUnknownMemberType]
                    return Decoded(frames, "The frame is not an object with a `type`.")
                frames.append(value)  # pyright: ignore[reportUnknownArgumentType, reportArgumentType]
    except (ValueError, RecursionError):
        return Decoded(frames, "The frame is not JSON.")
    return Decoded(frames, None if frames else "The message is empty.")


def is_frame(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether a value has what all frames have in common.

    What else a type needs is for whoever reads that type.
    """
    return isinstance(value, dict) and isinstance(cast("dict[str, object]", value).get("type"), str)
