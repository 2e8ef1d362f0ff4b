"""What generated code stands on, by version."""
