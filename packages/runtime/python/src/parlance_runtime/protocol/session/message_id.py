"""The id of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import MessageFrame


def message_id_of(frame: MessageFrame, of_subscription: str | None = None) -> str | None:
    """The id of a message, by which its copies in webhooks and history are known.

    A frame leaves out what follows from its place in the log: `msg_<epoch>_<offset>`, where `epoch` is that of its
    subscription unless the frame has one. `None` for a frame that tells neither. The same in every language
    (specs/vectors/message-ids.json).
    """
    offset = frame.get("offset")
    own = frame.get("messageId")
    if own is not None or offset is None:
        return own
    life = frame.get("epoch", of_subscription)
    return None if life is None else f"msg_{life}_{offset}"
