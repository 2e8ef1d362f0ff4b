"""Sockets for programs without asyncio: the async ones on an event loop in a thread of its own."""
