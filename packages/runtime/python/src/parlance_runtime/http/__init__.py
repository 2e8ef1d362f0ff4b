"""Calls as HTTP requests and their answers."""
