"""The client for programs without asyncio: the async one on an event loop in a thread of its own."""
