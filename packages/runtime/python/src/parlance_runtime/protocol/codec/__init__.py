"""Frames as text."""
