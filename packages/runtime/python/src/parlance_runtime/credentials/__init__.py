"""What gives bearer tokens."""
