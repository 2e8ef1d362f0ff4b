"""What the session is told of a client's options."""

from __future__ import annotations

import random
import uuid
from typing import TYPE_CHECKING

from parlance_runtime.protocol.session.session_options import QueueBounds, SessionOptions
from parlance_runtime.realtime.realtime_options import BackoffOptions, QueueOptions
from parlance_runtime.version import __version__

if TYPE_CHECKING:
    from parlance_runtime.realtime.realtime_options import AsyncRealtimeOptions


def session_options(options: AsyncRealtimeOptions) -> SessionOptions:
    """What the session is told of a client's options."""
    queue, backoff = options.get("queue", QueueOptions()), options.get("backoff", BackoffOptions())
    return SessionOptions(
        client=options.get("client", {"name": "parlance-runtime-python", "version": __version__}),
        instance=str(uuid.uuid4()),
        random=random.random,
        retry={"minMs": round(backoff.min * 1000), "maxMs": round(backoff.max * 1000)},
        attempts=backoff.attempts,
        # With the policy `block` no more is handed to the session than it takes.
        queue=QueueBounds(
            count=queue.messages,
            bytes=queue.bytes,
            policy="drop-oldest" if queue.policy == "drop-oldest" else "reject",
        ),
    )
