"""Server-sent events and JSON lines."""
