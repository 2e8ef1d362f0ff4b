"""What carries frames between a session and its server."""
