"""Presence as a part of the session."""
