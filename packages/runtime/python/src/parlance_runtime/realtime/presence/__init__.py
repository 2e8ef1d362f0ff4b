"""Who is on a channel."""
