"""Watching calls."""
