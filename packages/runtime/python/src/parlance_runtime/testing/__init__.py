"""For the tests of applications: a clock that stands, and a server in memory."""

from parlance_runtime.testing.memory_connection import MemoryConnection
from parlance_runtime.testing.memory_transport import MemoryTransport
from parlance_runtime.testing.virtual_clock import ImpatientClock, VirtualClock

__all__ = ["ImpatientClock", "MemoryConnection", "MemoryTransport", "VirtualClock"]
